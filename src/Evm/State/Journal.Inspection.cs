namespace Ledger.Evm.State;

internal sealed partial class Journal
{
    /// <summary>How many accounts were loaded; what was undone counts, because it was read.</summary>
    public int AccountCount => _accounts.Count;

    /// <summary>How many slots were loaded; what was undone counts, because it was read.</summary>
    public int SlotCount => _slots.Count;

    /// <summary>Whether an account is gone at the end: self-destructed, or empty and touched (EIP-161).</summary>
    public static bool IsGone(in AccountEntry account) =>
        (account.Flags & AccountFlags.Touched) != 0
        && ((account.Flags & AccountFlags.Destroyed) != 0 || account.IsEmpty);
}
