namespace Ledger.Domain.State;

/// <summary>The first byte of a <see cref="StateKey"/>. Append only: the numbers are stored.</summary>
public enum StateKeyKind : byte
{
    /// <summary>An account.</summary>
    Account = 1,

    /// <summary>A storage slot of a contract.</summary>
    Storage = 2,

    /// <summary>Contract code, by its hash.</summary>
    Code = 3,
}
