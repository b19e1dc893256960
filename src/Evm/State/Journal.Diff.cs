using Ledger.Domain.State;

namespace Ledger.Evm.State;

internal sealed partial class Journal
{
    /// <summary>The final changes against the view: empty touched accounts are gone (EIP-161), and so are the self-destructed.</summary>
    public StateDiff ToDiff()
    {
        var diff = new StateDiff();
        for (int i = 0; i < _accounts.Count; i++)
        {
            AddAccount(diff, _accounts[i]);
        }

        for (int i = 0; i < _slots.Count; i++)
        {
            ref readonly SlotEntry slot = ref _slots[i];
            ref readonly AccountEntry account = ref _accounts[slot.AccountIndex];
            if (slot.Current != slot.Original && (account.Flags & AccountFlags.Destroyed) == 0)
            {
                diff.Storage.Add((account.Address, slot.Slot), slot.Current);
            }
        }

        return diff;
    }

    private void AddAccount(StateDiff diff, in AccountEntry account)
    {
        bool isDestroyed = (account.Flags & AccountFlags.Destroyed) != 0;
        if (isDestroyed)
        {
            diff.WipedStorage.Add(account.Address);
        }

        if ((account.Flags & AccountFlags.Touched) == 0)
        {
            return;
        }

        if (isDestroyed || account.IsEmpty)
        {
            if (account.Existed)
            {
                diff.Accounts.Add(account.Address, null);
            }

            return;
        }

        var final = new Account(account.Nonce, account.Balance, account.CodeHash);
        if (!account.Existed || final != account.Original)
        {
            diff.Accounts.Add(account.Address, final);
        }

        if (account.CodeHash != account.Original.CodeHash && !account.CodeHash.IsZero)
        {
            diff.Code[account.CodeHash] = _newCode[account.CodeHash];
        }
    }
}
