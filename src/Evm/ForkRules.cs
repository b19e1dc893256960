using Ledger.Domain.Governance;
using Ledger.Domain.Transactions;
using Ledger.Evm.Gas;

namespace Ledger.Evm;

/// <summary>What a fork says about a transaction before any state is known: the questions of whoever admits one.</summary>
public static class ForkRules
{
    /// <summary>Whether a fork knows a format. FISCO's belongs to every fork, EIP-4844's to none: the ledger carries no blobs.</summary>
    public static bool Takes(Fork fork, TransactionKind kind) => kind switch
    {
        TransactionKind.Legacy or TransactionKind.Fisco => true,
        TransactionKind.AccessList => fork >= Fork.Berlin,
        TransactionKind.DynamicFee => fork >= Fork.London,
        TransactionKind.SetCode => fork >= Fork.Prague,
        _ => false,
    };

    /// <summary>The longest init code in bytes (EIP-3860); no limit before Shanghai.</summary>
    public static long InitCodeBytesMax(Fork fork) => GasSchedules.For(fork).InitCodeBytesMax;

    /// <summary>What a transaction costs before it runs, and at least.</summary>
    public static IntrinsicGas IntrinsicGas(Fork fork, Transaction transaction) => Evm.IntrinsicGas.Of(
        GasSchedules.For(fork),
        transaction.Data.Span,
        transaction.IsCreation,
        transaction.AccessList,
        transaction.AuthorizationList.Count);
}
