using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>The block content offered for a height, before execution: an order of transactions and a time.</summary>
/// <remarks>It does not name its parent's hash, so that a height can be ordered while the one below executes; its place is
/// its <paramref name="Number"/>, and the header that results from execution carries the parent hash.</remarks>
/// <param name="Number">The block number offered.</param>
/// <param name="Timestamp">Milliseconds since the Unix epoch by the proposer's clock; execution takes
/// max(this, parent + 1), so an old time never makes a proposal invalid.</param>
/// <param name="Sealer">Index, in the sealer set of <paramref name="Number"/>, of the node that built it.</param>
/// <param name="Transactions">Transaction hashes in order; empty for a no-op that only fills a height.</param>
public sealed record Proposal(long Number, long Timestamp, int Sealer, IReadOnlyList<Hash256> Transactions)
{
    /// <summary>What the proposer drew at random for the height, with its proof; empty where the group draws nothing.</summary>
    public ReadOnlyMemory<byte> Draw { get; init; }
}
