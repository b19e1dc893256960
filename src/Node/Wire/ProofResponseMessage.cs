using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Node.Wire;

/// <summary>Blocks that decided on epochs, ascending: RLP [above, whether the peer keeps them, [[header, seals, [[key, value]…]]…]]. No
/// blocks of a peer that keeps them: there are no more.</summary>
internal sealed record ProofResponseMessage(long Above, bool IsKept, IReadOnlyList<EpochProof> Proofs)
{
    public byte[] Encode()
    {
        using var writer = new RlpWriter(64 * 1024);
        int list = writer.BeginList();
        writer.WriteInteger(Above);
        writer.WriteInteger(IsKept ? 1L : 0L);
        int proofs = writer.BeginList();
        foreach (EpochProof proof in Proofs)
        {
            Write(writer, proof);
        }

        writer.EndList(proofs);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out ProofResponseMessage? response)
    {
        response = null;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long above)
            || !items.TryReadInt64(out long isKept)
            || isKept > 1
            || !items.TryReadList(out RlpReader list)
            || !items.IsAtEnd)
        {
            return false;
        }

        var proofs = new List<EpochProof>();
        while (!list.IsAtEnd)
        {
            if (proofs.Count == WireLimits.ProofsMax
                || !list.TryReadList(out RlpReader item)
                || !TryRead(ref item, out EpochProof? proof))
            {
                return false;
            }

            proofs.Add(proof!);
        }

        response = new ProofResponseMessage(above, isKept == 1, proofs);
        return true;
    }

    private static void Write(RlpWriter writer, EpochProof proof)
    {
        int item = writer.BeginList();
        writer.WriteBytes(HeaderCodec.Encode(proof.Header));
        SealList.Write(writer, proof.Certificate);
        int writes = writer.BeginList();
        foreach (StateWrite write in proof.Writes)
        {
            int pair = writer.BeginList();
            writer.WriteBytes(write.Key.ToArray());
            writer.WriteBytes(write.Value.Span);
            writer.EndList(pair);
        }

        writer.EndList(writes);
        writer.EndList(item);
    }

    private static bool TryRead(ref RlpReader item, out EpochProof? proof)
    {
        proof = null;
        if (!item.TryReadBytes(out ReadOnlySpan<byte> encoded)
            || !HeaderCodec.TryDecode(encoded, out BlockHeader? header)
            || !SealList.TryRead(ref item, out BlockCertificate certificate)
            || !item.TryReadList(out RlpReader list)
            || !item.IsAtEnd)
        {
            return false;
        }

        var writes = new List<StateWrite>();
        while (!list.IsAtEnd)
        {
            if (!list.TryReadList(out RlpReader pair)
                || !pair.TryReadBytes(out ReadOnlySpan<byte> bytes)
                || !StateKey.TryRead(bytes, out StateKey key)
                || !pair.TryReadBytes(out ReadOnlySpan<byte> value)
                || !pair.IsAtEnd
                || (writes.Count > 0 && writes[^1].Key >= key))
            {
                return false;
            }

            writes.Add(new StateWrite(key, value.ToArray()));
        }

        proof = new EpochProof(header!, certificate, writes);
        return true;
    }
}
