using System.Text;
using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Execution;

public sealed class TransactionExecutorTests
{
    private static readonly Transaction Plain = new()
    {
        Kind = TransactionKind.Legacy,
        Raw = default,
        Hash = default,
        SigningHash = default,
        Nonce = 0,
        GasPrice = 10,
        MaxPriorityFeePerGas = 10,
        GasLimit = 100_000,
        To = Run.Other,
        Value = 0,
        Data = default,
        V = 27,
        R = 1,
        S = 1,
        YParity = 0,
    };

    [Fact]
    public void An_unknown_fork_is_refused_with_words_that_say_what_to_do()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Executor(Fork.Prague + 1));
        Assert.Contains("genesis", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sender_without_balance_runs_where_gas_is_free()
    {
        TransactionOutcome outcome = Execute(new WorldState(), Plain);
        Assert.Equal(TransactionStatus.Success, outcome.Receipt!.Status);
        Assert.Equal(21000, outcome.Receipt.GasUsed);
        Assert.Equal(79000, outcome.Receipt.RemainingGas);
        Assert.Equal([(Run.Sender, (Account?)new Account(1, 0, default))], Accounts(outcome));
    }

    [Fact]
    public void Value_must_be_owned_even_where_gas_is_free()
    {
        Assert.Equal(TransactionRefusal.InsufficientFunds, Execute(new WorldState(), Plain with { Value = 1 }).Refusal);
        TransactionOutcome outcome = Execute(new WorldState().With(Run.Sender, 1), Plain with { Value = 1 });
        Assert.Equal(
            [(Run.Sender, (Account?)new Account(1, 0, default)), (Run.Other, new Account(0, 1, default))], Accounts(outcome));
    }

    [Fact]
    public void Where_gas_is_paid_the_sender_pays_and_the_coinbase_gets_the_tip()
    {
        BlockEnvironment block = Run.Block with { BaseFee = 4, Coinbase = Run.Contract };
        var executor = new TransactionExecutor(new ExecutionRules { Fork = Fork.Cancun, GasIsFree = false }, CryptoSuites.Secp256k1);
        WorldState state = new WorldState().With(Run.Sender, 1_000_000);
        TransactionOutcome outcome = executor.Execute(state, block, new VerifiedTransaction(Plain, Run.Sender));
        Assert.Equal(
            [(Run.Sender, (Account?)new Account(1, 790_000, default)), (Run.Contract, new Account(0, 126_000, default))],
            Accounts(outcome));
        TransactionOutcome poor = executor.Execute(
            new WorldState().With(Run.Sender, 999_999), block, new VerifiedTransaction(Plain, Run.Sender));
        Assert.Equal(TransactionRefusal.InsufficientFunds, poor.Refusal);
    }

    [Theory]
    [InlineData(0, TransactionRefusal.NonceTooLow)]
    [InlineData(2, TransactionRefusal.NonceTooHigh)]
    public void The_nonce_must_be_the_accounts(ulong nonce, TransactionRefusal expected)
    {
        WorldState state = new WorldState().With(Run.Sender, nonce: 1);
        Assert.Equal(expected, Execute(state, Plain with { Nonce = nonce }).Refusal);
        Assert.True(Execute(state, Plain with { Nonce = nonce }).Diff.IsEmpty);
    }

    [Fact]
    public void A_transaction_that_cannot_be_in_a_block_is_refused_with_its_reason()
    {
        var state = new WorldState();
        Assert.Equal(TransactionRefusal.IntrinsicGasTooLow, Execute(state, Plain with { GasLimit = 20_999 }).Refusal);
        Assert.Equal(TransactionRefusal.GasLimitTooHigh, Execute(state, Plain with { GasLimit = UInt256.MaxValue }).Refusal);
        Assert.Equal(TransactionRefusal.TipAboveFeeCap, Execute(state, Plain with { MaxPriorityFeePerGas = 11 }).Refusal);
        Assert.Equal(TransactionRefusal.TypeNotSupported, Execute(state, Plain with { Kind = TransactionKind.SetCode }).Refusal);
        Assert.Equal(
            TransactionRefusal.InitCodeTooLarge, Execute(state, Plain with { To = null, Data = new byte[49153] }).Refusal);
        Assert.Equal(
            TransactionRefusal.SenderHasCode, Execute(new WorldState().With(Run.Sender, code: [1]), Plain).Refusal);
        Assert.Equal(
            TransactionRefusal.NonceOverflow,
            Execute(new WorldState().With(Run.Sender, nonce: ulong.MaxValue), Plain with { Nonce = ulong.MaxValue }).Refusal);
    }

    [Fact]
    public void Refunds_lower_the_gas_used_by_at_most_a_fifth()
    {
        byte[] code = new Script().Push(0, 1).Do(Opcode.SStore).ToArray();
        WorldState state = new WorldState().With(Run.Other, 0, 1, code, ((UInt256)1, (UInt256)5));
        long used = 21000 + 6 + 2100 + 2900;
        Assert.Equal(used - 4800, Execute(state, Plain).Receipt!.GasUsed);
    }

    [Fact]
    public void A_creation_tells_its_address_and_no_output()
    {
        byte[] initCode = new Script().Push(0, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Return).ToArray();
        TransactionOutcome outcome = Execute(new WorldState(), Plain with { To = null, Data = initCode });
        Assert.Equal(TransactionStatus.Success, outcome.Receipt!.Status);
        Assert.True(outcome.Receipt.Output.IsEmpty);
        Address created = outcome.Receipt.ContractAddress!.Value;
        Assert.Equal(1UL, outcome.Diff.Accounts[created]!.Value.Nonce);
        Assert.Equal([(byte)0], outcome.Diff.Code[outcome.Diff.Accounts[created]!.Value.CodeHash].ToArray());
        Assert.Equal(1UL, outcome.Diff.Accounts[Run.Sender]!.Value.Nonce);
    }

    [Fact]
    public void A_creation_at_a_taken_address_is_a_collision()
    {
        Address taken = Machine.ContractAddress.FromNonce(CryptoSuites.Secp256k1.Hash, Run.Sender, 0);
        TransactionOutcome outcome = Execute(new WorldState().With(taken, nonce: 1), Plain with { To = null });
        Assert.Equal(TransactionStatus.AddressAlreadyUsed, outcome.Receipt!.Status);
        Assert.Null(outcome.Receipt.ContractAddress);
    }

    [Fact]
    public void The_fisco_lane_ignores_nonce_and_gas_limit_and_moves_no_nonce_for_calls()
    {
        WorldState state = new WorldState().With(Run.Other, code: [(byte)Opcode.Gas, 0]);
        TransactionOutcome outcome = Execute(state, Fisco with { Nonce = UInt256.MaxValue, GasLimit = 1 });
        Assert.Equal(TransactionStatus.Success, outcome.Receipt!.Status);
        Assert.Equal(300_000_000 - 21002, outcome.Receipt.RemainingGas);
        Assert.Empty(outcome.Diff.Accounts);
    }

    [Fact]
    public void A_fisco_creation_uses_and_moves_the_account_nonce()
    {
        WorldState state = new WorldState().With(Run.Sender, nonce: 4);
        TransactionOutcome outcome = Execute(state, Fisco with { To = null, Nonce = 123456 });
        Address expected = Machine.ContractAddress.FromNonce(CryptoSuites.Secp256k1.Hash, Run.Sender, 4);
        Assert.Equal(expected, outcome.Receipt!.ContractAddress);
        Assert.Equal(5UL, outcome.Diff.Accounts[Run.Sender]!.Value.Nonce);
    }

    [Fact]
    public void A_fisco_call_of_an_address_without_code_is_a_call_address_error()
    {
        Receipt receipt = Execute(new WorldState(), Fisco).Receipt!;
        Assert.Equal(TransactionStatus.CallAddressError, receipt.Status);
        Assert.Equal(4 + 32 + 32 + 64, receipt.Output.Length);
        string text = Encoding.ASCII.GetString(receipt.Output.Span.Slice(4 + 64, 54));
        Assert.Equal("Error address:3000000000000000000000000000000000000003", text);
        Assert.Equal(21000, receipt.GasUsed);
    }

    [Fact]
    public void A_call_keeps_nothing_and_returns_deployed_code()
    {
        byte[] initCode = new Script().Push(0x5b, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Return).ToArray();
        TransactionOutcome outcome = Executor(Fork.Cancun).Call(
            new WorldState(), Run.Block, new CallMessage(Run.Sender, null, initCode, 0, 100_000, 0, []));
        Assert.Equal([(byte)0x5b], outcome.Receipt!.Output.ToArray());
        Assert.True(outcome.Diff.IsEmpty);
    }

    [Fact]
    public void The_same_executor_gives_the_same_outcome_again()
    {
        WorldState state = new WorldState().With(Run.Other, code: new Script().Push(1, 1).Do(Opcode.SStore).ToArray());
        TransactionExecutor executor = Executor(Fork.Cancun);
        var transaction = new VerifiedTransaction(Plain, Run.Sender);
        Receipt first = executor.Execute(state, Run.Block, transaction).Receipt!;
        Receipt second = executor.Execute(state, Run.Block, transaction).Receipt!;
        Assert.Equal(first.GasUsed, second.GasUsed);
        Assert.Equal(first.Status, second.Status);
    }

    private static Transaction Fisco => Plain with { Kind = TransactionKind.Fisco };

    private static TransactionExecutor Executor(Fork fork) =>
        new(new ExecutionRules { Fork = fork }, CryptoSuites.Secp256k1);

    private static TransactionOutcome Execute(WorldState state, Transaction transaction) =>
        Executor(Fork.Cancun).Execute(state, Run.Block, new VerifiedTransaction(transaction, Run.Sender));

    private static IEnumerable<(Address, Account?)> Accounts(TransactionOutcome outcome) =>
        outcome.Diff.Accounts.Select(entry => (entry.Key, entry.Value));
}
