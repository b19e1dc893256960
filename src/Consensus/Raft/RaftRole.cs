namespace Ledger.Consensus.Raft;

/// <summary>What a node does in its term (section 5.1).</summary>
internal enum RaftRole
{
    /// <summary>Takes entries from a leader and votes.</summary>
    Follower,

    /// <summary>Asks whether it would be elected.</summary>
    PreCandidate,

    /// <summary>Asks for votes.</summary>
    Candidate,

    /// <summary>Appends and replicates.</summary>
    Leader,
}
