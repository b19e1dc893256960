using Ledger.Domain.Primitives;

namespace Ledger.Node;

/// <summary>How far a peer says it is.</summary>
/// <param name="Number">Its last committed block.</param>
/// <param name="Hash">That block's hash.</param>
/// <param name="View">Its consensus view.</param>
public sealed record PeerProgress(long Number, Hash256 Hash, long View)
{
    /// <summary>The lowest block above 0 that it keeps: 1, or more when it started from a snapshot.</summary>
    public long Lowest { get; init; } = 1;
}
