namespace Ledger.Domain.Governance;

/// <summary>How a group agrees on its order.</summary>
public enum ConsensusAlgorithm
{
    /// <summary>Practical Byzantine fault tolerance: less than a third of the sealers may lie.</summary>
    Pbft = 0,

    /// <summary>PBFT among a few sealers at a time, which are drawn anew at agreed heights.</summary>
    Rpbft = 1,

    /// <summary>Raft: less than half of the sealers may crash, none may lie.</summary>
    Raft = 2,
}
