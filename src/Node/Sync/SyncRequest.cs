namespace Ledger.Node.Sync;

/// <summary>A question that a peer was asked.</summary>
/// <param name="From">The first height.</param>
/// <param name="Count">How many blocks at most.</param>
/// <param name="Beat">When.</param>
internal sealed record SyncRequest(long From, int Count, long Beat)
{
    /// <summary>The height above the last one.</summary>
    public long End => From + Count;
}
