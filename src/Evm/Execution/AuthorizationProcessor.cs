using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;
using Ledger.Evm.State;

namespace Ledger.Evm.Execution;

/// <summary>Applies authorization lists (EIP-7702, "Behavior"): before the message runs, and kept even when it fails.</summary>
internal sealed class AuthorizationProcessor(VirtualMachine machine)
{
    private readonly Journal _journal = machine.Journal;

    /// <summary>Applies tuple by tuple; one that does not count is passed over.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="authorizations">The tuples.</param>
    /// <param name="authorities">Who signed each, <see langword="null"/> for nobody.</param>
    public void Apply(
        in UInt256 chainId, IReadOnlyList<Authorization> authorizations, IReadOnlyList<Address?> authorities)
    {
        for (int i = 0; i < authorizations.Count; i++)
        {
            Authorization tuple = authorizations[i];
            bool isForChain = tuple.ChainId.IsZero || tuple.ChainId == chainId;
            if (isForChain && tuple.Nonce != ulong.MaxValue && authorities[i] is Address authority)
            {
                Apply(tuple, authority);
            }
        }
    }

    /// <summary>The authority is warm from here on, even when the tuple turns out not to count.</summary>
    private void Apply(Authorization tuple, in Address authority)
    {
        int index = _journal.Load(authority);
        _journal.Warm(index);
        AccountEntry account = _journal.Account(index);
        bool isContract = !account.CodeHash.IsZero
            && !DelegationDesignator.IsDesignator(_journal.Code(account.CodeHash).Span);
        if (isContract || account.Nonce != tuple.Nonce)
        {
            return;
        }

        if (account.Existed || !account.IsEmpty)
        {
            _journal.AddRefund(GasCosts.AuthorizationRefund);
        }

        Delegate(index, tuple.Address);
        _journal.SetNonce(index, account.Nonce + 1);
    }

    private void Delegate(int index, in Address target)
    {
        if (target.IsZero)
        {
            _journal.ClearCode(index);
            return;
        }

        byte[] designator = DelegationDesignator.Write(target);
        _journal.SetCode(index, machine.Hash.Hash(designator), designator);
    }
}
