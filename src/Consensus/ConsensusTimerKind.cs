namespace Ledger.Consensus;

/// <summary>What a consensus timer waits for. One timer of each kind runs at a time.</summary>
public enum ConsensusTimerKind
{
    /// <summary>Progress at a height: without it the view changes.</summary>
    Progress = 0,

    /// <summary>A NewView after a ViewChange.</summary>
    ViewChange = 1,

    /// <summary>Sending the last own messages again, to peers that may have missed them.</summary>
    Resend = 2,

    /// <summary>The shortest time between two blocks.</summary>
    BlockInterval = 3,

    /// <summary>Word from a leader: without it a sealer asks to lead.</summary>
    Election = 4,

    /// <summary>The next sign of life that a leader gives, and asks for.</summary>
    Heartbeat = 5,
}
