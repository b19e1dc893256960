namespace Ledger.EndToEnd.Kit.Load;

/// <summary>What a transaction of the load does.</summary>
internal enum OperationKind
{
    /// <summary>Makes a contract.</summary>
    Deploy,

    /// <summary>Gives tokens to another client.</summary>
    Transfer,

    /// <summary>Adds one to the counter that all clients share.</summary>
    Increment,
}
