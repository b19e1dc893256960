using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Fuzzing;

/// <summary>What a run allocates does not depend on how many instructions and calls it makes: none of them allocates anything, once
/// buffers have grown. What leaves the machine (receipt, changes, logs, code) is not counted: it is made once a run here.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void No_instruction_allocates()
    {
        Script body = new Script()
            .Push(7, 5).Do(Opcode.Add).Push(3).Do(Opcode.Mul).Push(11).Do(Opcode.Swap1, Opcode.Div, Opcode.Dup1, Opcode.Exp)
            .Push(9, 8).Do(Opcode.AddMod, Opcode.IsZero, Opcode.Not).Push(4).Do(Opcode.Shl, Opcode.Pop)
            .Push(1, 64).Do(Opcode.MStore).Push(64).Do(Opcode.MLoad, Opcode.Pop).Push(32, 0).Do(Opcode.Keccak256, Opcode.Pop)
            .Push(32, 0, 96).Do(Opcode.CallDataCopy).Push(32, 0, 96).Do(Opcode.CodeCopy).Push(32, 0, 96).Do(Opcode.MCopy)
            .Do(Opcode.Caller, Opcode.Balance, Opcode.Pop, Opcode.Address, Opcode.ExtCodeSize, Opcode.Pop, Opcode.Address)
            .Do(Opcode.ExtCodeHash, Opcode.Pop, Opcode.SelfBalance, Opcode.Pop, Opcode.Gas, Opcode.Pop, Opcode.MSize, Opcode.Pop)
            .Push(1).Do(Opcode.SLoad).Push(1).Do(Opcode.Add).Push(1).Do(Opcode.SStore)
            .Push(2).Do(Opcode.TLoad).Push(1).Do(Opcode.Add).Push(2).Do(Opcode.TStore);
        AssertFlat(body);
    }

    [Theory]
    [InlineData("CALL")]
    [InlineData("DELEGATECALL")]
    [InlineData("STATICCALL")]
    [InlineData("precompile")]
    [InlineData("refused")]
    public void No_call_allocates(string kind)
    {
        Script body = kind switch
        {
            "CALL" => new Script().Push(32, 0, 32, 0, 1).Push(Run.Other).Do(Opcode.Gas, Opcode.Call),
            "DELEGATECALL" => new Script().Push(32, 0, 32, 0).Push(Run.Other).Do(Opcode.Gas, Opcode.DelegateCall),
            "STATICCALL" => new Script().Push(32, 0, 32, 0).Push(Run.Other).Do(Opcode.Gas, Opcode.StaticCall),
            "precompile" => new Script().Push(32, 0, 32, 0, 4).Do(Opcode.Gas, Opcode.StaticCall),
            _ => new Script().Push(32, 0, 32, 0, 1_000_000).Push(Run.Other).Do(Opcode.Gas, Opcode.Call),
        };
        AssertFlat(body.Do(Opcode.Pop).Do(Opcode.ReturnDataSize).Push(0, 0).Do(Opcode.ReturnDataCopy));
    }

    /// <summary>Compares a run with one of twice as many turns, each after runs that let the buffers grow.</summary>
    private static void AssertFlat(Script body)
    {
        // The number of turns is the call data; the loop counts it down.
        byte[] code = new Script().Push(0).Do(Opcode.CallDataLoad, Opcode.JumpDest).Raw(body.ToArray())
            .Push(1).Do(Opcode.Swap1, Opcode.Sub, Opcode.Dup1).Push(3).Do(Opcode.JumpI).ToArray();
        byte[] other = new Script().Push(0).Do(Opcode.CallDataLoad).Push(1).Do(Opcode.Add).ReturnTop().ToArray();
        WorldState state = new WorldState().With(Run.Contract, balance: 100_000, code: code).With(Run.Other, code: other);
        var executor = new TransactionExecutor(new ExecutionRules { Fork = Fork.Cancun }, CryptoSuites.Secp256k1);
        for (int i = 0; i < 3; i++)
        {
            Measure(executor, state, 2000);
        }

        // The least of several runs: code that the JIT replaces meanwhile may allocate otherwise for a run.
        long once = Enumerable.Range(0, 5).Min(_ => Measure(executor, state, 1000));
        long twice = Enumerable.Range(0, 5).Min(_ => Measure(executor, state, 2000));
        Assert.True(once == twice, $"1000 turns allocate {once} bytes and 2000 turns {twice}.");
    }

    private static long Measure(TransactionExecutor executor, WorldState state, int turns)
    {
        byte[] data = new byte[32];
        data[30] = (byte)(turns >> 8);
        data[31] = (byte)turns;
        var message = new CallMessage(Run.Sender, Run.Contract, data, 0, 1_000_000_000, 0, []);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Receipt? receipt = executor.Call(state, Run.Block, message).Receipt;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(TransactionStatus.Success, receipt?.Status);
        return allocated;
    }
}
