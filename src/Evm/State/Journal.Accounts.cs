using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Evm.State;

internal sealed partial class Journal
{
    /// <summary>The index of an account, loaded from the view on first use. Loading changes nothing.</summary>
    public int Load(in Address address)
    {
        int index = _accounts.FindOrAdd(new AddressKey(address), out bool added);
        if (added)
        {
            bool existed = _view.TryGetAccount(address, out Account account);
            _accounts[index] = new AccountEntry
            {
                Address = address,
                Existed = existed,
                Original = account,
                Nonce = account.Nonce,
                Balance = account.Balance,
                CodeHash = account.CodeHash,
                Flags = precompiles.Contains(address) ? AccountFlags.Warm : AccountFlags.None,
            };
        }

        return index;
    }

    /// <summary>The account at an index, to be read at once and not kept.</summary>
    public ref readonly AccountEntry Account(int index) => ref _accounts[index];

    /// <summary>Marks an account as accessed.</summary>
    /// <returns>Whether it was cold.</returns>
    public bool Warm(int index)
    {
        if ((_accounts[index].Flags & AccountFlags.Warm) != 0)
        {
            return false;
        }

        AddFlags(index, AccountFlags.Warm);
        return true;
    }

    /// <summary>Touches an account (EIP-161).</summary>
    public void Touch(int index) => AddFlags(index, AccountFlags.Touched);

    /// <summary>Sets a nonce.</summary>
    public void SetNonce(int index, ulong nonce)
    {
        Touch(index);
        ref AccountEntry account = ref _accounts[index];
        Record(UndoKind.Nonce, index, account.Nonce);
        account.Nonce = nonce;
    }

    /// <summary>Adds to a balance; also of nothing, which touches the account.</summary>
    public void Credit(int index, in UInt256 amount)
    {
        Touch(index);
        if (!amount.IsZero)
        {
            SetBalance(index, _accounts[index].Balance + amount);
        }
    }

    /// <summary>Takes from a balance that suffices.</summary>
    public void Debit(int index, in UInt256 amount)
    {
        Touch(index);
        if (!amount.IsZero)
        {
            SetBalance(index, _accounts[index].Balance - amount);
        }
    }

    /// <summary>Whether the address of a new contract is taken (EIP-684, EIP-7610).</summary>
    public bool IsTaken(int index)
    {
        ref readonly AccountEntry account = ref Account(index);
        return account.Nonce != 0 || !account.CodeHash.IsZero || (account.Existed && _view.HasStorage(account.Address));
    }

    /// <summary>Starts a contract at a free address: nonce 1 (EIP-161).</summary>
    public void BeginContract(int index)
    {
        AddFlags(index, AccountFlags.Touched | AccountFlags.Created);
        SetNonce(index, 1);
    }

    /// <summary>Gives an account code: a new contract its own, an authority its designator (EIP-7702).</summary>
    public void SetCode(int index, in Hash256 codeHash, byte[] code)
    {
        SetCodeHash(index, codeHash);
        _newCode[codeHash] = code;
    }

    /// <summary>Takes an account's code away: a delegation that is taken back (EIP-7702).</summary>
    public void ClearCode(int index) => SetCodeHash(index, default);

    /// <summary>The code with a hash.</summary>
    public ReadOnlyMemory<byte> Code(in Hash256 codeHash) =>
        codeHash.IsZero ? default
        : _newCode.TryGetValue(codeHash, out ReadOnlyMemory<byte> code) ? code
        : _view.GetCode(codeHash);

    /// <summary>Puts an account on the list of the self-destructed.</summary>
    /// <returns>Whether it was not on it.</returns>
    public bool Destroy(int index)
    {
        bool isFirst = (_accounts[index].Flags & AccountFlags.Destroyed) == 0;
        AddFlags(index, AccountFlags.Destroyed | AccountFlags.Touched);
        return isFirst;
    }

    private void SetCodeHash(int index, in Hash256 codeHash)
    {
        Touch(index);
        ref AccountEntry account = ref _accounts[index];
        Record(UndoKind.Code, index, UInt256.FromBigEndian(account.CodeHash.Bytes));
        account.CodeHash = codeHash;
    }

    private void SetBalance(int index, in UInt256 balance)
    {
        ref AccountEntry account = ref _accounts[index];
        Record(UndoKind.Balance, index, account.Balance);
        account.Balance = balance;
    }

    private void AddFlags(int index, AccountFlags flags)
    {
        ref AccountEntry account = ref _accounts[index];
        if ((account.Flags & flags) != flags)
        {
            Record(UndoKind.Flags, index, (ulong)account.Flags);
            account.Flags |= flags;
        }
    }
}
