namespace Ledger.Evm.SystemContracts;

/// <summary>The numbers that system contracts return (FISCO BCOS 2.x).</summary>
internal enum SystemResult
{
    /// <summary>One row was changed.</summary>
    Changed = 1,

    /// <summary>Nothing was to be changed.</summary>
    Unchanged = 0,

    /// <summary>The caller is no governor.</summary>
    PermissionDenied = -50000,

    /// <summary>The contract has no such function.</summary>
    UnknownFunction = -50101,

    /// <summary>The text is no node id.</summary>
    InvalidNodeId = -51100,

    /// <summary>The last sealer cannot leave.</summary>
    LastSealer = -51101,

    /// <summary>There is no such parameter, or it may not have this value.</summary>
    InvalidConfiguration = -51300,
}
