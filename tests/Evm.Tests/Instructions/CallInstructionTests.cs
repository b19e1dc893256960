using Ledger.Crypto.Hashing;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tests.Instructions;

public sealed class CallInstructionTests
{
    [Fact]
    public void A_call_gives_the_callees_output_to_memory_and_to_the_return_data()
    {
        Script other = new Script().Push(42).ReturnTop();
        Assert.Equal(42UL, Call(other, code => code.Do(Opcode.Pop).Push(0).Do(Opcode.MLoad)));
        Assert.Equal(32UL, Call(other, code => code.Do(Opcode.Pop, Opcode.ReturnDataSize)));
    }

    [Fact]
    public void A_reverting_callee_gives_zero_its_data_and_undoes_its_writes()
    {
        Script other = new Script().Push(9, 1).Do(Opcode.SStore).Push(7, 0).Do(Opcode.MStore).Push(32, 0).Do(Opcode.Revert);
        Assert.Equal(0UL, Call(other, code => code));
        Assert.Equal(7UL, Call(other, code => code.Do(Opcode.Pop).Push(0).Do(Opcode.MLoad)));
    }

    [Fact]
    public void A_halting_callee_takes_the_gas_it_was_given_and_no_more()
    {
        Script code = new Script().Push(0, 0, 0, 0, 0).Push(Run.Other).Push(1000).Do(Opcode.Call);
        WorldState state = World(new Script().Do(Opcode.Invalid), code);
        Assert.Equal((7 * 3) + 2600 + 1000, Run.Code(state).GasUsed);
    }

    [Fact]
    public void A_callee_gets_at_most_all_but_one_64th()
    {
        Script other = new Script().Do(Opcode.Gas).ReturnTop();
        Script code = new Script().Push(32, 0, 0, 0, 0).Push(Run.Other).Push(UInt256.MaxValue).Do(Opcode.Call)
            .Push(0).Do(Opcode.MLoad).ReturnTop();
        long before = Run.Gas - (7 * 3) - 2600 - 3;
        Receipt receipt = Run.Code(World(other, code));
        Assert.Equal((UInt256)(ulong)(before - (before / 64) - 2), UInt256.FromBigEndian(receipt.Output.Span));
    }

    [Fact]
    public void Value_that_the_caller_lacks_fails_the_call_and_returns_the_gas()
    {
        Script code = new Script().Push(0, 0, 0, 0, 1).Push(Run.Other).Push(50_000).Do(Opcode.Call).ReturnTop();
        Receipt receipt = Run.Code(World(new Script().Do(Opcode.Stop), code));
        Assert.Equal(UInt256.Zero, UInt256.FromBigEndian(receipt.Output.Span));
        Assert.Equal((7 * 3) + 2600 + 9000 - 2300 + 3 + 3 + 3 + 3 + 3, receipt.GasUsed);
    }

    [Fact]
    public void A_static_call_forbids_every_change_of_state()
    {
        Script[] changes =
        [
            new Script().Push(1, 1).Do(Opcode.SStore),
            new Script().Push(1, 1).Do(Opcode.TStore),
            new Script().Push(0, 0).Do(Opcode.Log0),
            new Script().Push(0, 0, 0).Do(Opcode.Create),
            new Script().Push(0).Do(Opcode.SelfDestruct),
            new Script().Push(0, 0, 0, 0, 1, 1, 1).Do(Opcode.Call),
        ];
        foreach (Script change in changes)
        {
            Assert.Equal(0UL, StaticCall(change));
        }

        Assert.Equal(1UL, StaticCall(new Script().Push(1).Do(Opcode.SLoad)));
    }

    [Fact]
    public void A_delegate_call_keeps_self_caller_and_value()
    {
        Script other = new Script().Do(Opcode.Address, Opcode.Caller, Opcode.Xor).ReturnTop();
        Script code = new Script().Push(32, 0, 0, 0).Push(Run.Other).Push(100_000).Do(Opcode.DelegateCall)
            .Push(0).Do(Opcode.MLoad).ReturnTop();
        Receipt receipt = Run.Code(World(other, code));
        UInt256 expected = UInt256.FromBigEndian(Run.Contract.Bytes) ^ UInt256.FromBigEndian(Run.Sender.Bytes);
        Assert.Equal(expected, UInt256.FromBigEndian(receipt.Output.Span));
    }

    [Fact]
    public void Calls_nest_1024_deep_and_no_deeper()
    {
        // Each frame calls itself with all gas and returns its child's depth plus one.
        Script code = new Script().Push(32, 0, 0, 0, 0).Do(Opcode.Address, Opcode.Gas, Opcode.Call, Opcode.Pop)
            .Push(0).Do(Opcode.MLoad).Push(1).Do(Opcode.Add).ReturnTop();
        Receipt receipt = Run.Code(new WorldState().With(Run.Contract, code: code.ToArray()), gas: 1L << 50);
        Assert.Equal(TransactionStatus.Success, receipt.Status);
        Assert.Equal(1025UL, UInt256.FromBigEndian(receipt.Output.Span));
    }

    [Fact]
    public void Create_makes_a_contract_at_the_address_of_its_nonce()
    {
        byte[] initCode = new Script().Push(0xfe, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Return).ToArray();
        Script code = new Script().Store(initCode).Push((ulong)initCode.Length, 0, 0).Do(Opcode.Create);
        WorldState state = new WorldState().With(Run.Contract, nonce: 5, code: code.ReturnTop().ToArray());
        Address expected = ContractAddress.FromNonce(new Keccak256Hash(), Run.Contract, 5);
        Assert.Equal(UInt256.FromBigEndian(expected.Bytes), UInt256.FromBigEndian(Run.Code(state).Output.Span));
    }

    [Fact]
    public void Create2_follows_the_examples_of_eip_1014()
    {
        var hash = new Keccak256Hash();
        var creator = Address.Parse("0xdeadbeef00000000000000000000000000000000");
        Assert.Equal(
            Address.Parse("0x4d1a2e2bb4f88f0250f26ffff098b0b30b26bf38"), ContractAddress.FromSalt(hash, Address.Zero, 0, [0]));
        Assert.Equal(
            Address.Parse("0xb928f69bb1d91cd65274e3c79d8986362984fda3"), ContractAddress.FromSalt(hash, creator, 0, [0]));
    }

    [Fact]
    public void Code_that_starts_with_ef_is_refused_from_london_on()
    {
        byte[] initCode = new Script().Push(0xef, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Return).ToArray();
        Script code = new Script().Store(initCode).Push((ulong)initCode.Length, 0, 0).Do(Opcode.Create, Opcode.IsZero);
        Assert.Equal(0UL, Run.Word(code, Fork.Berlin));
        Script again = new Script().Store(initCode).Push((ulong)initCode.Length, 0, 0).Do(Opcode.Create, Opcode.IsZero);
        Assert.Equal(1UL, Run.Word(again, Fork.London));
    }

    private static UInt256 StaticCall(Script other)
    {
        Script code = new Script().Push(0, 0, 0, 0).Push(Run.Other).Push(100_000).Do(Opcode.StaticCall).ReturnTop();
        return UInt256.FromBigEndian(Run.Code(World(other, code)).Output.Span);
    }

    private static UInt256 Call(Script other, Func<Script, Script> afterwards)
    {
        Script code = new Script().Push(32, 0, 0, 0, 0).Push(Run.Other).Push(100_000).Do(Opcode.Call);
        return UInt256.FromBigEndian(Run.Code(World(other, afterwards(code).ReturnTop())).Output.Span);
    }

    private static WorldState World(Script other, Script contract) =>
        new WorldState().With(Run.Other, code: other.ToArray()).With(Run.Contract, code: contract.ToArray());
}
