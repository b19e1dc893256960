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
}
