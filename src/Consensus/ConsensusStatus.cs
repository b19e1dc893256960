namespace Ledger.Consensus;

/// <summary>What a consensus core is doing.</summary>
/// <param name="Number">The height being decided.</param>
/// <param name="View">The current view; of Raft the term.</param>
/// <param name="Leader">Index of the leader of that height and view; -1 while a Raft group has none that this node knows.</param>
/// <param name="Phase">The step reached at that height, in the paper's words: <c>Idle</c>, <c>PrePrepare</c>, <c>Prepare</c>,
/// <c>Commit</c>, <c>Executing</c>, <c>Checkpoint</c>, <c>ViewChange</c>; of Raft <c>AppendEntries</c> for the three that order,
/// and <c>Election</c>, <c>PreVote</c> or <c>RequestVote</c> while there is no leader.
/// Of any: <c>Silent</c> while the node may not vote.</param>
/// <param name="WaitingFor">Indexes of the sealers whose vote is missing in that step.</param>
/// <param name="Finalized">The last final height.</param>
/// <param name="ViewChanges">How many views this node left since it started; of Raft, terms.</param>
public sealed record ConsensusStatus(
    long Number, long View, int Leader, string Phase, IReadOnlyList<int> WaitingFor, long Finalized, long ViewChanges)
{
    /// <summary>What says why it does not go on; <see langword="null"/> for a core that has not started.</summary>
    public ConsensusProgress? Progress { get; init; }

    /// <summary>The phase of a core that left a view and is not in the next one yet.</summary>
    public const string LeavingView = "ViewChange";

    /// <summary>The phase of a core that must not vote, whatever it does.</summary>
    public const string Silent = "Silent";
}
