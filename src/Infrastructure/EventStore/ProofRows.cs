using Ledger.Domain.Blocks;
using Ledger.Domain.State;
using Ledger.Infrastructure.Copying;
using Ledger.Node.Ports;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>The rows of <c>epoch_proofs</c> and <c>epoch_proof_writes</c> that a commit adds: few blocks decide on epochs.</summary>
internal sealed class ProofRows
{
    private static readonly CopyTable Proofs = new("epoch_proofs", "number", "header", "seals");
    private static readonly CopyTable Writes = new("epoch_proof_writes", "block_number", "key", "value");

    private readonly CopyBuffer _proofs = new();
    private readonly CopyBuffer _writes = new();

    public void Begin()
    {
        _proofs.Begin();
        _writes.Begin();
    }

    public void Add(EpochProof proof)
    {
        _proofs.StartRow((short)Proofs.Columns.Count);
        _proofs.Write(proof.Header.Number);
        _proofs.Write(HeaderCodec.Encode(proof.Header));
        _proofs.Write(SealCodec.Encode(proof.Certificate));
        foreach (StateWrite write in proof.Writes)
        {
            _writes.StartRow((short)Writes.Columns.Count);
            _writes.Write(proof.Header.Number);
            _writes.Write(write.Key.ToArray());
            _writes.Write(write.Value.Span);
        }
    }

    public async Task SendAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Proofs.SendAsync(_proofs, connection, cancellation);
        await Writes.SendAsync(_writes, connection, cancellation);
    }
}
