using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>What a signature of one group names, so that it says nothing in another.</summary>
/// <param name="ChainId">The chain id.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="GenesisHash">The hash of block 0.</param>
public sealed record GroupIdentity(long ChainId, int GroupId, Hash256 GenesisHash)
{
    /// <summary>What the extra data of every header after block 0 begins with: the genesis hash. The proposer's draw follows, if any.</summary>
    /// <remarks>A seal is a signature over the header hash and nothing else. A node that signs in several groups with one key
    /// would otherwise give seals that a peer could show in another group as proof of a height there.</remarks>
    public IReadOnlyList<ReadOnlyMemory<byte>> HeaderTag { get; } = [GenesisHash.ToArray()];

    /// <summary>The extra data of a header.</summary>
    /// <param name="draw">The proposer's draw, or nothing.</param>
    public IReadOnlyList<ReadOnlyMemory<byte>> ExtraData(in ReadOnlyMemory<byte> draw) =>
        draw.IsEmpty ? HeaderTag : [HeaderTag[0], draw];

    /// <summary>The draw in a header after block 0; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> DrawIn(BlockHeader header) =>
        header is { Number: > 0, ExtraData.Count: > 1 } ? header.ExtraData[1] : default;
}
