using Ledger.Consensus.Epochs;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>What a signature covers beside its payload: where, and as what, it was said.</summary>
internal sealed class SigningDomain
{
    private readonly byte[] _tag;
    private readonly IHashFunction _hash;
    private readonly Hash256 _sealers;

    /// <summary>Fixes all but kind and payload.</summary>
    /// <param name="tag">Names the algorithm and its version, so that no signature means anything in another.</param>
    /// <param name="group">The group.</param>
    /// <param name="sealers">The sealer set.</param>
    /// <param name="epoch">The final block above which the set works; block 0 unless given.</param>
    /// <param name="hash">The chain's hash function.</param>
    public SigningDomain(
        ReadOnlySpan<byte> tag, GroupIdentity group, SealerSet sealers, EpochBase? epoch, IHashFunction hash)
    {
        _tag = tag.ToArray();
        _hash = hash;
        _sealers = HashOf(sealers, hash);
        Group = group;
        Sealers = sealers;
        Epoch = epoch ?? new EpochBase(0, group.GenesisHash);
    }

    /// <summary>The group.</summary>
    public GroupIdentity Group { get; }

    /// <summary>The sealer set.</summary>
    public SealerSet Sealers { get; }

    /// <summary>The final block above which the set works.</summary>
    public EpochBase Epoch { get; }

    /// <summary>H(RLP[tag, chain, group, genesis, epoch's base, sealer set, kind, payload]).</summary>
    public Hash256 Hash(int kind, ReadOnlySpan<byte> payload)
    {
        using var writer = new RlpWriter(payload.Length + 200);
        int list = writer.BeginList();
        writer.WriteBytes(_tag);
        writer.WriteInteger(Group.ChainId);
        writer.WriteInteger(Group.GroupId);
        writer.WriteBytes(Group.GenesisHash.Bytes);
        writer.WriteInteger(Epoch.Number);
        writer.WriteBytes(Epoch.Hash.Bytes);
        writer.WriteBytes(_sealers.Bytes);
        writer.WriteInteger(kind);
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
