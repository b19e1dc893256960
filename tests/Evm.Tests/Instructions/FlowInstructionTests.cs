using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Instructions;

public sealed class FlowInstructionTests
{
    [Fact]
    public void Every_push_pushes_its_immediate()
    {
        for (int size = 1; size <= UInt256.SizeBytes; size++)
        {
            byte[] bytes = [.. Enumerable.Range(1, size).Select(i => (byte)(0x80 + i))];
            Script code = new Script().Push(UInt256.MaxValue).Do(Opcode.Push0 + (byte)size).Raw(bytes);
            Assert.Equal(UInt256.FromBigEndian(bytes), Run.Word(code));
        }
    }

    [Fact]
    public void A_push_at_the_end_of_the_code_reads_zeros()
    {
        Receipt receipt = Run.Code(new Script().Do(Opcode.Push32).Raw(0xff));
        Assert.Equal(TransactionStatus.Success, receipt.Status);
        Assert.Equal(3, receipt.GasUsed);
    }

    [Fact]
    public void Dup_and_swap_reach_the_word_they_name()
    {
        for (int depth = 1; depth <= 16; depth++)
        {
            UInt256[] words = [.. Enumerable.Range(1, depth + 1).Reverse().Select(i => (UInt256)(ulong)i)];
            Assert.Equal((ulong)depth, Run.Word(new Script().Push(words).Do(Opcode.Dup1 + (byte)(depth - 1))));
            Assert.Equal((ulong)depth + 1, Run.Word(new Script().Push(words).Do(Opcode.Swap1 + (byte)(depth - 1))));
        }
    }

    [Fact]
    public void A_jump_lands_on_a_jumpdest_and_goes_on_after_it()
    {
        Script code = new Script().Push(4).Do(Opcode.Jump, Opcode.Invalid, Opcode.JumpDest).Push(42);
        Assert.Equal(42UL, Run.Word(code));
    }

    [Fact]
    public void A_conditional_jump_is_taken_only_for_a_condition_that_is_not_zero()
    {
        static Script Code(UInt256 condition) => new Script().Push(condition, 0).Do(Opcode.JumpI).Push(7);
        Assert.Equal(7UL, Run.Word(Code(0)));
        Assert.Equal(TransactionStatus.BadJumpDestination, Run.Code(Code(UInt256.One << 200)).Status);
    }

    [Fact]
    public void A_jump_into_the_data_of_a_push_is_bad()
    {
        Script code = new Script().Push(4).Do(Opcode.Jump, Opcode.Push1, Opcode.JumpDest, Opcode.Stop);
        Assert.Equal(TransactionStatus.BadJumpDestination, Run.Code(code).Status);
    }

    [Fact]
    public void A_jump_beyond_the_code_or_beyond_64_bits_is_bad()
    {
        foreach (UInt256 target in new UInt256[] { 1000, ulong.MaxValue, UInt256.One << 64, UInt256.MaxValue })
        {
            Script code = new Script().Push(target).Do(Opcode.Jump, Opcode.JumpDest);
            Assert.Equal(TransactionStatus.BadJumpDestination, Run.Code(code).Status);
        }
    }

    [Fact]
    public void Pc_and_gas_tell_where_the_frame_is()
    {
        Assert.Equal(2UL, Run.Word(new Script().Push(0).Do(Opcode.Pc)));
        Assert.Equal((ulong)Run.Gas - 2, Run.Word(new Script().Do(Opcode.Gas)));
    }

    [Fact]
    public void A_loop_without_end_stops_when_its_gas_is_gone()
    {
        Script code = new Script().Do(Opcode.JumpDest).Push(0).Do(Opcode.Jump);
        Receipt receipt = Run.Code(code);
        Assert.Equal(TransactionStatus.OutOfGas, receipt.Status);
        Assert.Equal(Run.Gas, receipt.GasUsed);
    }
}
