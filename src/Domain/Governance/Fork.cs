namespace Ledger.Domain.Governance;

/// <summary>The EVM revision that a group runs, chosen by its genesis. Ordered: a later fork includes the earlier ones.</summary>
public enum Fork
{
    /// <summary>Istanbul (2019).</summary>
    Istanbul = 0,

    /// <summary>Berlin (2021).</summary>
    Berlin = 1,

    /// <summary>London (2021).</summary>
    London = 2,

    /// <summary>Paris, the Merge (2022).</summary>
    Paris = 3,

    /// <summary>Shanghai (2023).</summary>
    Shanghai = 4,

    /// <summary>Cancun (2024).</summary>
    Cancun = 5,

    /// <summary>Prague (2025).</summary>
    Prague = 6,
}
