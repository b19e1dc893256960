using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Evm.Tracing;

/// <summary>An account that a run read, before and after it.</summary>
/// <param name="Address">The account.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is; <see langword="null"/> when it is gone.</param>
internal sealed record TouchedAccount(Address Address, Account Before, Account? After)
{
    /// <summary>The slots that were read, ascending.</summary>
    public SortedDictionary<UInt256, (UInt256 Before, UInt256 After)> Storage { get; } = [];

    /// <summary>Whether anything about it changed.</summary>
    public bool IsChanged => After is null ? !Before.IsEmpty
        : After.Value != Before || Storage.Values.Any(slot => slot.Before != slot.After);
}
