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
    private readonly GroupIdentity _group;
    private readonly IHashFunction _hash;
    private readonly Hash256 _sealers;
    private readonly EpochBase _epoch;

    /// <summary>Fixes all but kind and payload.</summary>
    /// <param name="tag">Names the algorithm and its version, so that no signature means anything in another.</param>
    /// <param name="group">The group.</param>
    /// <param name="sealers">The sealer set.</param>
    /// <param name="epoch">The final block above which the set works.</param>
    /// <param name="hash">The chain's hash function.</param>
    public SigningDomain(
        ReadOnlySpan<byte> tag, GroupIdentity group, SealerSet sealers, in EpochBase epoch, IHashFunction hash)
    {
        _tag = tag.ToArray();
        _group = group;
        _hash = hash;
        _epoch = epoch;
        _sealers = HashOf(sealers, hash);
    }

    /// <summary>H(RLP[tag, chain, group, genesis, epoch's base, sealer set, kind, payload]).</summary>
    public Hash256 Hash(int kind, ReadOnlySpan<byte> payload)
    {
        using var writer = new RlpWriter(payload.Length + 200);
        int list = writer.BeginList();
        writer.WriteBytes(_tag);
        writer.WriteInteger(_group.ChainId);
        writer.WriteInteger(_group.GroupId);
        writer.WriteBytes(_group.GenesisHash.Bytes);
        writer.WriteInteger(_epoch.Number);
        writer.WriteBytes(_epoch.Hash.Bytes);
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
