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

    /// <summary>Loses its machine at some time, witness and all, and joins again with the same key.</summary>
    Wiped = 4,

    /// <summary>Its database is set back to an old copy.</summary>
    Restored = 5,

    /// <summary>Finds the end of its journal damaged, refuses to run, and is made anew with an empty database.</summary>
    Damaged = 6,
}
