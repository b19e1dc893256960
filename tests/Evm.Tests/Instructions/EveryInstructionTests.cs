using Ledger.Domain.Governance;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Instructions;

/// <summary>What holds for every row of the instruction table: the fork that brings it, its gas, and both bounds of the stack.</summary>
public sealed class EveryInstructionTests
{
    private const int StackWordsMax = 1024;

    private static readonly InstructionTable Table = new();

    /// <summary>Opcodes by fork as the EIPs give them: 0x48 EIP-3198, 0x5f EIP-3855, 0x49 EIP-4844, 0x4a EIP-7516, 0x5c and
    /// 0x5d EIP-1153, 0x5e EIP-5656.</summary>
    public static TheoryData<byte, Fork> Newcomers => new()
    {
        { 0x48, Fork.London }, { 0x5f, Fork.Shanghai }, { 0x49, Fork.Cancun }, { 0x4a, Fork.Cancun },
        { 0x5c, Fork.Cancun }, { 0x5d, Fork.Cancun }, { 0x5e, Fork.Cancun },
    };

    /// <summary>Base costs of the Yellow Paper, appendix G, at Istanbul, Berlin and Cancun; -1 where undefined.</summary>
    public static TheoryData<byte, int, int, int> BaseCosts => new()
    {
        { 0x01, 3, 3, 3 }, { 0x02, 5, 5, 5 }, { 0x03, 3, 3, 3 }, { 0x04, 5, 5, 5 }, { 0x05, 5, 5, 5 }, { 0x06, 5, 5, 5 },
        { 0x07, 5, 5, 5 }, { 0x08, 8, 8, 8 }, { 0x09, 8, 8, 8 }, { 0x0a, 10, 10, 10 }, { 0x0b, 5, 5, 5 },
        { 0x10, 3, 3, 3 }, { 0x11, 3, 3, 3 }, { 0x12, 3, 3, 3 }, { 0x13, 3, 3, 3 }, { 0x14, 3, 3, 3 }, { 0x15, 3, 3, 3 },
        { 0x16, 3, 3, 3 }, { 0x17, 3, 3, 3 }, { 0x18, 3, 3, 3 }, { 0x19, 3, 3, 3 }, { 0x1a, 3, 3, 3 }, { 0x1b, 3, 3, 3 },
        { 0x1c, 3, 3, 3 }, { 0x1d, 3, 3, 3 }, { 0x20, 30, 30, 30 }, { 0x30, 2, 2, 2 }, { 0x31, 700, 2600, 2600 },
        { 0x32, 2, 2, 2 }, { 0x33, 2, 2, 2 }, { 0x34, 2, 2, 2 }, { 0x35, 3, 3, 3 }, { 0x36, 2, 2, 2 }, { 0x37, 3, 3, 3 },
        { 0x38, 2, 2, 2 }, { 0x39, 3, 3, 3 }, { 0x3a, 2, 2, 2 }, { 0x3b, 700, 2600, 2600 }, { 0x3c, 700, 2600, 2600 },
        { 0x3d, 2, 2, 2 }, { 0x3e, 3, 3, 3 }, { 0x3f, 700, 2600, 2600 }, { 0x40, 20, 20, 20 }, { 0x41, 2, 2, 2 },
        { 0x42, 2, 2, 2 }, { 0x43, 2, 2, 2 }, { 0x44, 2, 2, 2 }, { 0x45, 2, 2, 2 }, { 0x46, 2, 2, 2 }, { 0x47, 5, 5, 5 },
        { 0x48, -1, -1, 2 }, { 0x49, -1, -1, 3 }, { 0x4a, -1, -1, 2 }, { 0x50, 2, 2, 2 }, { 0x51, 6, 6, 6 }, { 0x52, 6, 6, 6 },
        { 0x53, 6, 6, 6 }, { 0x54, 800, 2100, 2100 }, { 0x55, 800, 2200, 2200 }, { 0x57, 10, 10, 10 }, { 0x58, 2, 2, 2 },
        { 0x59, 2, 2, 2 }, { 0x5a, 2, 2, 2 }, { 0x5b, 1, 1, 1 }, { 0x5c, -1, -1, 100 }, { 0x5d, -1, -1, 100 },
        { 0x5e, -1, -1, 3 }, { 0x5f, -1, -1, 2 }, { 0x60, 3, 3, 3 }, { 0x7f, 3, 3, 3 }, { 0x80, 3, 3, 3 }, { 0x8f, 3, 3, 3 },
        { 0x90, 3, 3, 3 }, { 0x9f, 3, 3, 3 }, { 0xa0, 375, 375, 375 }, { 0xa1, 750, 750, 750 }, { 0xa2, 1125, 1125, 1125 },
        { 0xa3, 1500, 1500, 1500 }, { 0xa4, 1875, 1875, 1875 }, { 0xf0, 32000, 32000, 32000 }, { 0xf1, 700, 2600, 2600 },
        { 0xf2, 700, 2600, 2600 }, { 0xf3, 0, 0, 0 }, { 0xf4, 700, 2600, 2600 }, { 0xf5, 32000, 32000, 32000 },
        { 0xfa, 700, 2600, 2600 }, { 0xfd, 0, 0, 0 }, { 0xff, -1, -1, 7600 },
    };

    /// <summary>Every defined opcode.</summary>
    public static TheoryData<byte> Defined =>
        new(Enumerable.Range(0, 256).Where(i => Table[(Opcode)i].Name is not null).Select(i => (byte)i));

    [Theory]
    [MemberData(nameof(Newcomers))]
    public void An_opcode_is_undefined_before_its_fork(byte opcode, Fork since)
    {
        Assert.Equal(TransactionStatus.BadInstruction, Run.Code(Operands(opcode), since - 1).Status);
        Assert.Equal(TransactionStatus.Success, Run.Code(Operands(opcode), since).Status);
    }

    [Fact]
    public void Every_byte_without_a_row_is_an_undefined_instruction_that_takes_all_gas()
    {
        for (int opcode = 0; opcode < 256; opcode++)
        {
            if (Table[(Opcode)opcode].Name is null)
            {
                Receipt receipt = Run.Code(Operands((byte)opcode));
                Assert.Equal(TransactionStatus.BadInstruction, receipt.Status);
                Assert.Equal(Run.Gas, receipt.GasUsed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(BaseCosts))]
    public void An_opcode_on_zeros_costs_what_the_yellow_paper_says(byte opcode, int istanbul, int berlin, int cancun)
    {
        AssertCost(opcode, istanbul, Fork.Istanbul);
        AssertCost(opcode, berlin, Fork.Berlin);
        AssertCost(opcode, cancun, Fork.Cancun);
    }

    [Fact]
    public void Selfdestruct_gives_back_up_to_half_the_gas_until_london_takes_the_refund_away()
    {
        const long transaction = 21000;
        const long used = transaction + 3 + 5000;
        Assert.Equal(used - (used / 2) - transaction, Run.Code(Operands(0xff), Fork.Istanbul).GasUsed);
        Assert.Equal(3 + 7600, Run.Code(Operands(0xff), Fork.London).GasUsed);
    }

    [Theory]
    [MemberData(nameof(Defined))]
    public void An_opcode_with_one_word_too_few_underflows(byte opcode)
    {
        int needed = Table[(Opcode)opcode].StackIn;
        if (needed > 0)
        {
            Script code = new Script().Times(needed - 1, part => part.Push(0)).Do((Opcode)opcode);
            Assert.Equal(TransactionStatus.StackUnderflow, Run.Code(code).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Defined))]
    public void An_opcode_that_grows_a_full_stack_overflows(byte opcode)
    {
        Instruction row = Table[(Opcode)opcode];
        if (row.StackOut > row.StackIn)
        {
            Script code = new Script().Times(StackWordsMax, part => part.Push(0)).Do((Opcode)opcode);
            Assert.Equal(TransactionStatus.OutOfStack, Run.Code(code).Status);
            Script below = new Script().Times(StackWordsMax - 1, part => part.Push(0)).Do((Opcode)opcode);
            Assert.Equal(TransactionStatus.Success, Run.Code(below).Status);
        }
    }

    [Fact]
    public void One_unit_of_gas_too_few_is_out_of_gas()
    {
        Script code = new Script().Push(1, 2).Do(Opcode.Add);
        Assert.Equal(TransactionStatus.Success, Run.Code(code, gas: 9).Status);
        Assert.Equal(TransactionStatus.OutOfGas, Run.Code(code, gas: 8).Status);
    }

    private static void AssertCost(byte opcode, int expected, Fork fork)
    {
        if (expected >= 0)
        {
            long pushes = 3 * Table[(Opcode)opcode].StackIn;
            Assert.Equal(expected, Run.Code(Operands(opcode), fork).GasUsed - pushes);
        }
    }

    private static Script Operands(byte opcode) =>
        new Script().Times(Table[(Opcode)opcode].StackIn, part => part.Push(0)).Do((Opcode)opcode)
            .Raw(new byte[Table[(Opcode)opcode].ImmediateBytes]);
}
