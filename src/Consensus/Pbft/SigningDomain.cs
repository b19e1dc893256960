using Ledger.Consensus.Epochs;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>What a signature covers beside its payload: where, and as what, it was said.</summary>
internal sealed class SigningDomain
{
    private static readonly byte[] Tag = "ledger/pbft/1"u8.ToArray();

    private readonly GroupIdentity _group;
    private readonly IHashFunction _hash;
    private readonly Hash256 _sealers;
    private readonly EpochBase _epoch;

    public SigningDomain(GroupIdentity group, SealerSet sealers, in EpochBase epoch, IHashFunction hash)
    {
        _group = group;
        _hash = hash;
        _epoch = epoch;
        _sealers = HashOf(sealers, hash);
    }

    /// <summary>H(RLP[tag, chain, group, genesis, epoch's base, sealer set, kind, payload]).</summary>
    public Hash256 Hash(PbftMessageKind kind, ReadOnlySpan<byte> payload)
    {
        using var writer = new RlpWriter(payload.Length + 200);
        int list = writer.BeginList();
        writer.WriteBytes(Tag);
        writer.WriteInteger(_group.ChainId);
        writer.WriteInteger(_group.GroupId);
        writer.WriteBytes(_group.GenesisHash.Bytes);
        writer.WriteInteger(_epoch.Number);
        writer.WriteBytes(_epoch.Hash.Bytes);
        writer.WriteBytes(_sealers.Bytes);
        writer.WriteInteger((ulong)kind);
        writer.WriteBytes(payload);
        writer.EndList(list);
        return _hash.Hash(writer.WrittenSpan);
    }

    private static Hash256 HashOf(SealerSet sealers, IHashFunction hash)
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        foreach (NodeId member in sealers.Members)
        {
            writer.WriteBytes(member.Bytes);
        }

        writer.EndList(list);
        return hash.Hash(writer.WrittenSpan);
    }
}
