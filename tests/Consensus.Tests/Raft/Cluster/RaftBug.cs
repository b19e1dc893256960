namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>A bug that the harness must find.</summary>
public enum RaftBug
{
    /// <summary>None.</summary>
    None,

    /// <summary>A restarted node does not know whom it voted for.</summary>
    UnpersistedVote,

    /// <summary>A leader commits entries of earlier terms by count.</summary>
    CommittedOldTerm,

    /// <summary>A restarted node does not know the last entries that it acknowledged.</summary>
    UnpersistedEntries,

    /// <summary>Messages leave before the journal has what they depend on.</summary>
    WriteBehind,
}
