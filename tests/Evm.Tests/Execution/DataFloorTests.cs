using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Execution;

/// <summary>EIP-7623: from Prague on a transaction uses at least 21000 and 10 gas for each of its zero bytes, 40 for the others.</summary>
public sealed class DataFloorTests
{
    private static readonly byte[] Data = [.. Enumerable.Repeat((byte)1, 100), .. new byte[10]];

    private const long Intrinsic = 21_000 + (100 * 16) + (10 * 4);
    private const long Floor = 21_000 + (100 * 40) + (10 * 10);

    [Theory]
    [InlineData(Fork.Istanbul, Intrinsic)]
    [InlineData(Fork.Cancun, Intrinsic)]
    [InlineData(Fork.Prague, Floor)]
    public void Data_alone_costs_the_floor_from_Prague_on(Fork fork, long gas) =>
        Assert.Equal(gas, Execute(new WorldState(), Plain, fork).Receipt!.GasUsed);

    [Fact]
    public void The_limit_must_cover_the_floor_as_well_as_the_intrinsic_gas()
    {
        var state = new WorldState();
        Assert.Equal(TransactionRefusal.IntrinsicGasTooLow, Execute(state, Plain with { GasLimit = Intrinsic - 1 }).Refusal);
        Assert.Equal(TransactionRefusal.FloorGasTooLow, Execute(state, Plain with { GasLimit = Floor - 1 }).Refusal);
        Assert.Equal(TransactionRefusal.None, Execute(state, Plain with { GasLimit = Floor - 1 }, Fork.Cancun).Refusal);
        TransactionOutcome exact = Execute(state, Plain with { GasLimit = Floor });
        Assert.Equal(TransactionStatus.Success, exact.Receipt!.Status);
        Assert.Equal(0, exact.Receipt.RemainingGas);
    }

    [Fact]
    public void A_transaction_that_computes_more_than_the_floor_pays_what_it_used()
    {
        WorldState state = new WorldState().With(Run.Other, nonce: 1, code: SetCodeRun.Writer);
        Assert.Equal(Intrinsic + 3 + 3 + 22_100, Execute(state, Plain).Receipt!.GasUsed);
    }

    /// <summary>The floor is compared with what is left after the refund, so a refund cannot go below it.</summary>
    [Fact]
    public void Refunds_end_at_the_floor()
    {
        byte[] code = new Script().Push(0, 1).Do(Opcode.SStore).ToArray();
        WorldState state = new WorldState().With(Run.Other, 0, 1, code, ((UInt256)1, (UInt256)5));
        long used = Intrinsic + 3 + 3 + 2100 + 2900;
        Assert.True(used > Floor && used - 4800 < Floor);
        Assert.Equal(Floor, Execute(state, Plain).Receipt!.GasUsed);
        Assert.Equal(used - 4800, Execute(state, Plain, Fork.Cancun).Receipt!.GasUsed);
    }

    [Fact]
    public void A_failed_transaction_still_pays_all_of_its_gas()
    {
        WorldState state = new WorldState().With(Run.Other, nonce: 1, code: [(byte)Opcode.Invalid]);
        Assert.Equal(100_000, Execute(state, Plain).Receipt!.GasUsed);
    }

    [Fact]
    public void The_sender_pays_the_floor_and_the_coinbase_gets_it()
    {
        var executor = new TransactionExecutor(new ExecutionRules { Fork = Fork.Prague, GasIsFree = false }, CryptoSuites.Secp256k1);
        WorldState state = new WorldState().With(Run.Sender, 1_000_000);
        TransactionOutcome outcome = executor.Execute(state, Run.Block, new VerifiedTransaction(Plain, Run.Sender));
        Assert.Equal((UInt256)(ulong)(1_000_000 - (10 * Floor)), outcome.Diff.Accounts[Run.Sender]!.Value.Balance);
        Assert.Equal((UInt256)(ulong)(10 * Floor), outcome.Diff.Accounts[Run.Block.Coinbase]!.Value.Balance);
    }

    [Fact]
    public void A_call_is_charged_alike_so_that_an_estimate_is_enough()
    {
        var executor = new TransactionExecutor(new ExecutionRules { Fork = Fork.Prague }, CryptoSuites.Secp256k1);
        var message = new CallMessage(Run.Sender, Run.Other, Data, 0, Floor, 0, []);
        Assert.Equal(Floor, executor.Call(new WorldState(), Run.Block, message).Receipt!.GasUsed);
        Assert.Equal(
            TransactionRefusal.FloorGasTooLow,
            executor.Call(new WorldState(), Run.Block, message with { GasLimit = Floor - 1 }).Refusal);
    }

    [Fact]
    public void Who_admits_a_transaction_hears_the_same_numbers()
    {
        Assert.Equal(new IntrinsicGas(Intrinsic, Floor), ForkRules.IntrinsicGas(Fork.Prague, Plain));
        Assert.Equal(new IntrinsicGas(Intrinsic, 0), ForkRules.IntrinsicGas(Fork.Cancun, Plain));
    }

    private static Transaction Plain => SetCodeRun.Transaction() with
    {
        Kind = TransactionKind.Legacy,
        To = Run.Other,
        Data = Data,
        GasLimit = 100_000,
    };

    private static TransactionOutcome Execute(WorldState state, Transaction transaction, Fork fork = Fork.Prague) =>
        SetCodeRun.Execute(state, transaction, fork);
}
