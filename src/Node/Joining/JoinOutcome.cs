namespace Ledger.Node.Joining;

/// <summary>What came of starting from a snapshot.</summary>
public enum JoinOutcome
{
    /// <summary>The store begins with a snapshot now.</summary>
    Adopted = 0,

    /// <summary>The store held a chain already; it stays as it is.</summary>
    NotNeeded = 1,

    /// <summary>The group has no snapshot: the node takes the whole chain.</summary>
    NoSnapshot = 2,
}
