namespace Ledger.Node.Joining;

/// <summary>What is known of a snapshot's proof.</summary>
internal enum TrustVerdict
{
    /// <summary>It cannot be said yet: nobody could be asked who knows, or the sealers of the height are not those expected.</summary>
    Unknown = 0,

    /// <summary>The sealers of its height signed it.</summary>
    Proven = 1,

    /// <summary>They did not: whoever gave it lies.</summary>
    Lie = 2,
}
