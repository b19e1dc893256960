using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Instructions;

public sealed class MemoryInstructionTests
{
    private static readonly UInt256[] Huge = [UInt256.MaxValue, UInt256.One << 64, ulong.MaxValue, 1UL << 62, 1UL << 40];

    [Fact]
    public void What_was_stored_is_loaded_at_any_alignment()
    {
        Script code = new Script().Push(0x1234, 5).Do(Opcode.MStore).Push(5).Do(Opcode.MLoad);
        Assert.Equal(0x1234UL, Run.Word(code));
        Assert.Equal(0xffUL << 56, Run.Word(new Script().Push(0x1ff, 24).Do(Opcode.MStore8).Push(0).Do(Opcode.MLoad)));
    }

    [Fact]
    public void Memory_grows_by_words_and_costs_linear_and_quadratic_gas()
    {
        Assert.Equal(64UL, Run.Word(new Script().Push(1).Do(Opcode.MLoad, Opcode.MSize)));
        const ulong words = 2000;
        Receipt receipt = Run.Code(new Script().Push((words * 32) - 32).Do(Opcode.MLoad));
        Assert.Equal(3 + 3 + (3 * (long)words) + ((long)(words * words) / 512), receipt.GasUsed);
    }

    [Fact]
    public void Offsets_that_no_gas_can_pay_for_run_out_of_gas()
    {
        foreach (UInt256 offset in Huge)
        {
            Assert.Equal(TransactionStatus.OutOfGas, Run.Code(new Script().Push(offset).Do(Opcode.MLoad)).Status);
            Assert.Equal(TransactionStatus.OutOfGas, Run.Code(new Script().Push(1, offset).Do(Opcode.MStore8)).Status);
            Assert.Equal(TransactionStatus.OutOfGas, Run.Code(new Script().Push(offset, 0).Do(Opcode.Return)).Status);
            Assert.Equal(TransactionStatus.OutOfGas, Run.Code(new Script().Push(1, offset).Do(Opcode.Keccak256)).Status);
        }
    }

    [Fact]
    public void The_offset_of_an_empty_range_does_not_matter()
    {
        foreach (UInt256 offset in Huge)
        {
            Assert.Equal(TransactionStatus.Success, Run.Code(new Script().Push(0, offset).Do(Opcode.Return)).Status);
            Assert.Equal(TransactionStatus.Success, Run.Code(new Script().Push(0, offset, offset).Do(Opcode.MCopy)).Status);
            Assert.Equal(
                TransactionStatus.Success, Run.Code(new Script().Push(0, offset, offset).Do(Opcode.CallDataCopy)).Status);
        }
    }

    [Fact]
    public void Copies_of_call_data_and_code_pad_with_zeros()
    {
        foreach (Opcode opcode in new[] { Opcode.CallDataCopy, Opcode.CodeCopy })
        {
            Script code = new Script().Push(UInt256.MaxValue, 0).Do(Opcode.MStore)
                .Push(32, UInt256.MaxValue, 0).Do(opcode).Push(0).Do(Opcode.MLoad);
            Assert.Equal(UInt256.Zero, Run.Word(code));
        }

        Script partly = new Script().Push(32, 1, 0).Do(Opcode.CallDataCopy).Push(0).Do(Opcode.MLoad);
        Assert.Equal((UInt256)0xbbUL << 248, Run.Word(partly, data: [0xaa, 0xbb]));
    }

    [Fact]
    public void Calldataload_pads_with_zeros()
    {
        Assert.Equal((UInt256)0xbbUL << 248, Run.Word(new Script().Push(1).Do(Opcode.CallDataLoad), data: [0xaa, 0xbb]));
        Assert.Equal(UInt256.Zero, Run.Word(new Script().Push(UInt256.MaxValue).Do(Opcode.CallDataLoad), data: [1]));
    }

    [Fact]
    public void Returndatacopy_beyond_the_end_halts()
    {
        Assert.Equal(TransactionStatus.Unknown, Run.Code(new Script().Push(1, 0, 0).Do(Opcode.ReturnDataCopy)).Status);
        Assert.Equal(
            TransactionStatus.Unknown, Run.Code(new Script().Push(1, UInt256.MaxValue, 0).Do(Opcode.ReturnDataCopy)).Status);
        Assert.Equal(TransactionStatus.Success, Run.Code(new Script().Push(0, 0, 0).Do(Opcode.ReturnDataCopy)).Status);
    }

    [Fact]
    public void Mcopy_copies_overlapping_ranges_as_if_through_a_buffer()
    {
        byte[] pattern = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        Script code = new Script().Store(pattern).Push(32, 0, 1).Do(Opcode.MCopy).Push(1).Do(Opcode.MLoad);
        Assert.Equal(UInt256.FromBigEndian(pattern), Run.Word(code));
    }

    [Fact]
    public void Keccak256_hashes_memory_and_pays_by_word()
    {
        byte[] text = [.. Enumerable.Range(0, 33).Select(i => (byte)i)];
        Script code = new Script().Store(text).Push(33, 0).Do(Opcode.Keccak256);
        Assert.Equal(UInt256.FromBigEndian(Keccak256.Hash(text).Bytes), Run.Word(code));
        long used = Run.Code(new Script().Push(0, 32).Do(Opcode.MStore).Push(33, 0).Do(Opcode.Keccak256)).GasUsed;
        Assert.Equal(12 + 3 + 6 + 30 + 12, used);
    }

    [Fact]
    public void Memory_of_an_earlier_run_does_not_show_in_a_later_one()
    {
        Script inner = new Script().Push(0).Do(Opcode.MLoad).Push(0).Do(Opcode.MStore)
            .Push(32, 0).Do(Opcode.Return);
        Script dirty = new Script().Push(UInt256.MaxValue, 0).Do(Opcode.MStore);
        WorldState state = new WorldState().With(Run.Other, code: dirty.ToArray())
            .With(Address.Parse("0x4000000000000000000000000000000000000004"), code: inner.ToArray());
        Script outer = new Script()
            .Push(0, 0, 0, 0, 0).Push(Run.Other).Push(100_000).Do(Opcode.Call, Opcode.Pop)
            .Push(32, 0, 0, 0, 0).Push(Address.Parse("0x4000000000000000000000000000000000000004")).Push(100_000)
            .Do(Opcode.Call, Opcode.Pop).Push(0).Do(Opcode.MLoad).ReturnTop();
        Receipt receipt = Run.Code(state.With(Run.Contract, code: outer.ToArray()));
        Assert.Equal(UInt256.Zero, UInt256.FromBigEndian(receipt.Output.Span));
    }
}
