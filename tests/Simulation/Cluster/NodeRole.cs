namespace Ledger.Simulation.Cluster;

/// <summary>What becomes of a node. Every role but the first counts towards those that may be faulty.</summary>
public enum NodeRole
{
    /// <summary>Keeps to the protocol and to its disk; crashes and comes back.</summary>
    Honest = 0,

    /// <summary>Runs as two whole nodes with one key.</summary>
    Twin = 1,

    /// <summary>Withholds, repeats, breaks, forges and contradicts.</summary>
    Liar = 2,

    /// <summary>Goes for good at some time.</summary>
    Gone = 3,

    /// <summary>Loses its disk at some time and joins again.</summary>
    Wiped = 4,

    /// <summary>Is set back to an old copy of its disk.</summary>
    Restored = 5,

    /// <summary>Finds the end of its journal damaged, refuses to run, and is made anew from an empty disk.</summary>
    Damaged = 6,
}
