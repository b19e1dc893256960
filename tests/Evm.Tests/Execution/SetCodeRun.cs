using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Instructions;
using Ledger.Testing;

namespace Ledger.Evm.Tests.Execution;

/// <summary>Runs set-code transactions (EIP-7702) in a small world on chain 7, that of <see cref="Run.Block"/>.</summary>
internal static class SetCodeRun
{
    /// <summary>Gas of a set-code transaction with one authorization, before it runs.</summary>
    public const long Intrinsic = 21_000 + 25_000;

    /// <summary>The account that signs authorizations.</summary>
    public static readonly ISigner Authority = TestAccounts.Signer(7);

    /// <summary>Code that writes 1 to slot 1.</summary>
    public static byte[] Writer => new Script().Push(1, 1).Do(Opcode.SStore).ToArray();

    /// <summary>An authorization by <see cref="Authority"/>.</summary>
    public static Authorization Sign(in Address target, ulong nonce = 0, ulong chainId = 7) =>
        AuthorizationSigner.Sign(chainId, target, nonce, Authority, CryptoSuites.Secp256k1.Hash);

    /// <summary>A set-code transaction to the authority.</summary>
    public static Transaction Transaction(params IReadOnlyList<Authorization> authorizations) => new()
    {
        Kind = TransactionKind.SetCode,
        Raw = default,
        Hash = default,
        SigningHash = default,
        Nonce = 0,
        GasPrice = 10,
        MaxPriorityFeePerGas = 10,
        GasLimit = 1_000_000,
        To = Authority.Address,
        Value = 0,
        Data = default,
        AuthorizationList = authorizations,
        V = 0,
        R = 1,
        S = 1,
        YParity = 0,
    };

    public static TransactionOutcome Execute(WorldState state, Transaction transaction, Fork fork = Fork.Prague) =>
        new TransactionExecutor(new ExecutionRules { Fork = fork }, CryptoSuites.Secp256k1)
            .Execute(state, Run.Block, new VerifiedTransaction(transaction, Run.Sender));

    /// <summary>Executes and keeps what changed.</summary>
    public static Receipt Apply(WorldState state, Transaction transaction)
    {
        TransactionOutcome outcome = Execute(state, transaction);
        Assert.Equal(TransactionRefusal.None, outcome.Refusal);
        state.Apply(outcome.Diff);
        return outcome.Receipt!;
    }

    /// <summary>The account that an account delegates to, <see langword="null"/> for none.</summary>
    public static Address? DelegationOf(WorldState state, in Address account)
    {
        state.TryGetAccount(account, out Account found);
        return DelegationDesignator.Read(state.GetCode(found.CodeHash).Span);
    }

    /// <summary>Gives an account a delegation from the start.</summary>
    public static WorldState Delegating(this WorldState state, in Address account, in Address target) =>
        state.With(account, nonce: 1, code: DelegationDesignator.Write(target));
}
