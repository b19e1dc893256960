namespace Ledger.Evm.State;

/// <summary>What happened to an account in this transaction.</summary>
[Flags]
internal enum AccountFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Accessed before: its next access costs less (EIP-2929).</summary>
    Warm = 1,

    /// <summary>Changed or merely touched: deleted at the end when empty (EIP-161).</summary>
    Touched = 2,

    /// <summary>A contract created in this transaction (EIP-6780).</summary>
    Created = 4,

    /// <summary>On the list of self-destructed accounts.</summary>
    Destroyed = 8,
}
