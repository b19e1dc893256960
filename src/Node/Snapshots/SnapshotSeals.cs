using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Snapshots;

/// <summary>The signatures of sealers over snapshots, of the two newest heights at most: one for each sealer and height. Used under its
/// owner's lock.</summary>
internal sealed class SnapshotSeals
{
    private const int HeightsMax = 2;

    private readonly SortedDictionary<long, Dictionary<NodeId, (Hash256 Digest, ReadOnlyMemory<byte> Signature)>> _seals = [];

    /// <summary>Keeps a signature that was checked.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(long number, in NodeId sealer, in Hash256 digest, ReadOnlyMemory<byte> signature)
    {
        if (!_seals.TryGetValue(number, out Dictionary<NodeId, (Hash256, ReadOnlyMemory<byte>)>? seals))
        {
            _seals.Add(number, seals = []);
            while (_seals.Count > HeightsMax)
            {
                _seals.Remove(_seals.Keys.First());
            }
        }

        return seals.TryAdd(sealer, (digest, signature));
    }

    /// <summary>The digest that a quorum signed at a height, with its signatures.</summary>
    public (Hash256 Digest, BlockCertificate Seals)? FindQuorum(long number, SealerSet sealers)
    {
        if (!_seals.TryGetValue(number, out Dictionary<NodeId, (Hash256 Digest, ReadOnlyMemory<byte> Signature)>? seals))
        {
            return null;
        }

        foreach (IGrouping<Hash256, KeyValuePair<NodeId, (Hash256 Digest, ReadOnlyMemory<byte> Signature)>> equal in
            seals.Where(seal => sealers.Contains(seal.Key)).GroupBy(seal => seal.Value.Digest))
        {
            BlockSeal[] signed = [.. equal
                .Select(seal => new BlockSeal(sealers.IndexOf(seal.Key), seal.Value.Signature))
                .OrderBy(seal => seal.Sealer)];
            if (signed.Length >= sealers.Threshold)
            {
                return (equal.Key, new BlockCertificate(signed));
            }
        }

        return null;
    }
}
