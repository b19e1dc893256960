namespace Ledger.Consensus.Raft;

/// <summary>How a leader sends entries to a follower.</summary>
internal enum ProgressState
{
    /// <summary>One message at a time, until it is known where the logs agree.</summary>
    Probe,

    /// <summary>As many as the limits allow, without waiting for answers.</summary>
    Replicate,

    /// <summary>None: it must fetch blocks first.</summary>
    Install,
}
