using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Fuzzing;

/// <summary>Programs written to hurt the machine that runs them: each ends within its gas, on a small thread stack, and leaves the heap
/// as it was.</summary>
[Collection(nameof(Alone))]
public sealed class BombTests
{
    private const long Gas = 10_000_000;

    /// <summary>Less than half of what 1024 frames of the runtime would need if a call of the EVM were a call of the thread.</summary>
    private const int ThreadStackBytes = 256 * 1024;

    /// <summary>What may stay: 64 kept frames with small memories, and tables.</summary>
    private const long KeptBytesMax = 16 * 1024 * 1024;

    [Theory]
    [InlineData("CALL", false)]
    [InlineData("CALL", true)]
    [InlineData("CREATE", false)]
    [InlineData("CREATE", true)]
    public void Recursion_to_the_depth_limit_needs_no_thread_stack(string kind, bool isTraced)
    {
        // Gas for 1024 levels is more than a block has: 1/64 is lost at each.
        const long gas = 1_000_000_000_000_000;
        Script call = new Script().Push(0, 0, 0, 0, 0).Do(Opcode.Address, Opcode.Gas, Opcode.Call);
        Script create = new Script().Do(Opcode.CodeSize).Push(0, 0).Do(Opcode.CodeCopy, Opcode.CodeSize).Push(0, 0).Do(Opcode.Create);
        byte[] code = (kind == "CALL" ? call : create).ToArray();
        var tracer = new CallTracer(new CallTracerOptions(), TraceBudget.Unlimited());

        Receipt receipt = OnSmallStack(() => Send(new WorldState().With(Run.Contract, code: code), isTraced ? tracer : null, gas));

        Assert.Equal(TransactionStatus.Success, receipt.Status);
        if (isTraced)
        {
            int calls = System.Text.Encoding.UTF8.GetString(tracer.ToJson().Span).Split("\"type\"").Length - 1;
            Assert.Equal(1026, calls);
        }
    }

    [Fact]
    public void Memory_is_bought_and_given_back()
    {
        // Doubles the offset until the gas is gone.
        Script code = new Script().Push(32).Do(Opcode.JumpDest, Opcode.Dup1, Opcode.MLoad, Opcode.Pop, Opcode.Dup1, Opcode.Add)
            .Push(2).Do(Opcode.Jump);
        AssertHarmless(code, TransactionStatus.OutOfGas);
    }

    [Fact]
    public void Memory_of_nested_frames_is_bought_and_given_back()
    {
        // Each frame takes 64 KB and calls itself with what gas is left.
        Script code = new Script().Push(65_000).Do(Opcode.MLoad, Opcode.Pop)
            .Push(0, 0, 0, 0).Do(Opcode.Address, Opcode.Gas, Opcode.StaticCall, Opcode.Pop)
            .Push(0, 0, 0, 0).Do(Opcode.Address, Opcode.Gas, Opcode.StaticCall);
        AssertHarmless(code, TransactionStatus.Success);
    }

    [Fact]
    public void Return_data_is_not_copied_until_somebody_pays_for_it()
    {
        // 300 KB returned by each of endlessly many calls.
        Script other = new Script().Push(300_000, 0).Do(Opcode.Return);
        Script code = new Script().Do(Opcode.JumpDest).Push(0, 0, 0, 0).Push(Run.Other)
            .Do(Opcode.Gas, Opcode.StaticCall, Opcode.Pop).Push(0).Do(Opcode.Jump);
        AssertHarmless(code, TransactionStatus.OutOfGas, other);
    }

    [Fact]
    public void Code_full_of_jump_destinations_is_analysed_once_and_paid_as_it_runs()
    {
        Script code = new Script().Times(24_000, part => part.Do(Opcode.JumpDest)).Push(0).Do(Opcode.Jump);
        AssertHarmless(code, TransactionStatus.OutOfGas);
    }

    [Fact]
    public void Init_code_full_of_jump_destinations_is_paid_by_the_word()
    {
        // 49,152 bytes (EIP-3860's limit), all JUMPDEST but the last, which is ADD and fails; created again and again.
        Script code = new Script().Push(UInt256.MaxValue / 255 * 0x5b, 0).Do(Opcode.MStore);
        for (ulong size = 32; size < 49_152; size *= 2)
        {
            code.Push(Math.Min(size, 49_152 - size), 0, size).Do(Opcode.MCopy);
        }

        code.Push(1, 49_151).Do(Opcode.MStore8);
        int start = code.Length;
        code.Do(Opcode.JumpDest).Push(49_152, 0, 0).Do(Opcode.Create, Opcode.Pop).Push((ulong)start).Do(Opcode.Jump);
        AssertHarmless(code, TransactionStatus.OutOfGas);
    }

    [Theory]
    [InlineData(0x20, "Keccak256")]
    [InlineData(0x37, "CallDataCopy")]
    [InlineData(0x3e, "ReturnDataCopy")]
    [InlineData(0x5e, "MCopy")]
    [InlineData(0xf3, "Return")]
    [InlineData(0xa0, "Log0")]
    [InlineData(0xf0, "Create")]
    [InlineData(0x51, "MLoad")]
    public void A_range_that_no_gas_buys_ends_the_frame_at_once(byte opcode, string name)
    {
        foreach (UInt256 huge in (UInt256[])[UInt256.MaxValue, 1UL << 32, (1UL << 32) - 1, 0x7fff_ffff, ulong.MaxValue - 31])
        {
            Script code = new Script().Push(huge, huge, huge, huge).Raw(opcode);
            Receipt receipt = Send(new WorldState().With(Run.Contract, code: code.ToArray()), null, Gas);
            Assert.True(
                receipt.Status != TransactionStatus.Success && receipt.GasUsed == Gas, $"{name} of {huge}: {receipt.Status}");
        }
    }

    [Fact]
    public void Arithmetic_that_costs_much_is_paid_before_it_runs()
    {
        Script exp = new Script().Do(Opcode.JumpDest).Push(UInt256.MaxValue, UInt256.MaxValue).Do(Opcode.Exp, Opcode.Pop)
            .Push(0).Do(Opcode.Jump);
        AssertHarmless(exp, TransactionStatus.OutOfGas);

        // MODEXP (EIP-2565) with lengths that saturate the cost.
        Script modexp = new Script().Push(UInt256.MaxValue, 0).Do(Opcode.MStore).Push(UInt256.MaxValue, 32).Do(Opcode.MStore)
            .Push(UInt256.MaxValue, 64).Do(Opcode.MStore);
        int start = modexp.Length;
        modexp.Do(Opcode.JumpDest).Push(0, 0, 96, 0, 5, 10_000).Do(Opcode.StaticCall, Opcode.Pop).Push((ulong)start).Do(Opcode.Jump);
        AssertHarmless(modexp, TransactionStatus.OutOfGas);
    }

    private static void AssertHarmless(Script code, TransactionStatus status, Script? other = null)
    {
        WorldState state = new WorldState().With(Run.Contract, nonce: 1, code: code.ToArray());
        if (other is not null)
        {
            state.With(Run.Other, code: other.ToArray());
        }

        foreach (Tracer? tracer in (Tracer?[])[null, new NoopTracer(TraceBudget.Unlimited())])
        {
            TransactionExecutor executor = NewExecutor();
            long before = GC.GetTotalMemory(forceFullCollection: true);
            Receipt receipt = OnSmallStack(() => Send(state, tracer, Gas, executor));
            long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
            Assert.Equal(status, receipt.Status);
            Assert.InRange(receipt.GasUsed, 21_000, Gas);
            Assert.True(grown < KeptBytesMax, $"{grown} bytes stayed after the run.");
            GC.KeepAlive(executor);
        }
    }

    private static Receipt OnSmallStack(Func<Receipt> run)
    {
        Receipt? receipt = null;
        var thread = new Thread(() => receipt = run(), ThreadStackBytes);
        thread.Start();
        thread.Join();
        return receipt!;
    }

    private static Receipt Send(WorldState state, Tracer? tracer, long gas, TransactionExecutor? executor = null)
    {
        var message = new CallMessage(Run.Sender, Run.Contract, default, 0, gas, 0, []);
        return (executor ?? NewExecutor()).Call(state, Run.Block, message, tracer).Receipt!;
    }

    private static TransactionExecutor NewExecutor() => new(new ExecutionRules { Fork = Fork.Cancun }, CryptoSuites.Secp256k1);
}
