namespace Ledger.Node.Reads;

/// <summary>Reads that see every write that was acknowledged, by whichever node, before they were asked for.</summary>
public interface ILinearizableReads
{
    /// <summary>Whether the group's algorithm has such reads: Raft's, whose leader can speak for a majority. A sealer that may lie cannot.</summary>
    bool IsOffered { get; }

    /// <summary>Asks the leader from which height on the state holds all of them, and waits until this node has that height.</summary>
    /// <param name="cancellation">Ends the wait; while no majority answers the leader, there is no answer.</param>
    Task<ReadAnswer> AskAsync(CancellationToken cancellation);
}
