using Ledger.Crypto.Hashing;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Execution;

/// <summary>EIP-7702, section "Delegation designation": who follows a designator, who sees it, and what following costs.</summary>
public sealed class DelegatedCodeTests
{
    private const long ColdAccess = 2600;
    private const long WarmAccess = 100;

    private static readonly Address Delegating = SetCodeRun.Authority.Address;
    private static readonly byte[] Designator = DelegationDesignator.Write(Run.Other);

    /// <summary>Each instruction with the account in whose storage the code of <see cref="Run.Other"/> then writes.</summary>
    public static TheoryData<byte, Address> Calls => new()
    {
        { (byte)Opcode.Call, Delegating },
        { (byte)Opcode.CallCode, Run.Contract },
        { (byte)Opcode.DelegateCall, Run.Contract },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_call_instruction_runs_the_code_delegated_to(byte call, Address writes)
    {
        WorldState state = World(CallOf((Opcode)call), SetCodeRun.Writer);
        TransactionOutcome outcome = Execute(state);
        Assert.Equal(TransactionStatus.Success, outcome.Receipt!.Status);
        Assert.Equal(UInt256.One, outcome.Diff.Storage[(writes, 1)]);
    }

    [Fact]
    public void A_static_call_runs_the_code_delegated_to()
    {
        Script code = new Script().Push(32, 0, 0, 0).Push(Delegating).Push(100_000).Do(Opcode.StaticCall)
            .Push(0).Do(Opcode.MLoad).ReturnTop();
        WorldState state = World(code, new Script().Do(Opcode.Address).ReturnTop().ToArray());
        Assert.Equal(UInt256.FromBigEndian(Delegating.Bytes), UInt256.FromBigEndian(Execute(state).Receipt!.Output.Span));
    }

    [Theory]
    [InlineData((byte)Opcode.Call, 7)]
    [InlineData((byte)Opcode.CallCode, 7)]
    [InlineData((byte)Opcode.DelegateCall, 6)]
    [InlineData((byte)Opcode.StaticCall, 6)]
    public void Following_costs_a_cold_access_and_then_a_warm_one(byte call, int operands)
    {
        Script once = CallOf((Opcode)call);
        Script twice = CallOf((Opcode)call).Do(Opcode.Pop).Raw(CallOf((Opcode)call).ToArray());
        long first = Execute(World(once, [0])).Receipt!.GasUsed - 21_000;
        long both = Execute(World(twice, [0])).Receipt!.GasUsed - 21_000;
        Assert.Equal((3 * operands) + ColdAccess + ColdAccess, first);
        Assert.Equal(first + 2 + (3 * operands) + WarmAccess + WarmAccess, both);
    }

    [Fact]
    public void An_account_that_delegates_to_itself_costs_a_warm_access_and_fails_in_its_designator()
    {
        WorldState state = new WorldState().With(Run.Contract, nonce: 1, code: CallOf(Opcode.Call).ReturnTop().ToArray())
            .Delegating(Delegating, Delegating);
        Receipt receipt = Execute(state).Receipt!;
        Assert.Equal(UInt256.Zero, UInt256.FromBigEndian(receipt.Output.Span));
        Assert.Equal(21_000 + (7 * 3) + ColdAccess + WarmAccess + CalleeGas + 15, receipt.GasUsed);
    }

    [Fact]
    public void A_chain_of_delegations_is_followed_once()
    {
        WorldState state = new WorldState().With(Run.Contract, nonce: 1, code: CallOf(Opcode.Call).ReturnTop().ToArray())
            .Delegating(Delegating, Run.Sender).Delegating(Run.Sender, Run.Other).With(Run.Other, nonce: 1, code: [0]);
        Receipt receipt = Execute(state, nonce: 1).Receipt!;
        Assert.Equal(UInt256.Zero, UInt256.FromBigEndian(receipt.Output.Span));

        WorldState direct = new WorldState().Delegating(Delegating, Run.Contract).Delegating(Run.Contract, Run.Other)
            .With(Run.Other, nonce: 1, code: [0]);
        Assert.Equal(TransactionStatus.BadInstruction, Execute(direct, Delegating).Receipt!.Status);
    }

    [Fact]
    public void A_delegation_to_a_precompiled_contract_runs_nothing()
    {
        var identity = Address.Parse("0x0000000000000000000000000000000000000004");
        WorldState state = new WorldState().Delegating(Delegating, identity);
        TransactionOutcome outcome = Execute(state, Delegating, data: [1, 2, 3]);
        Assert.Equal(TransactionStatus.Success, outcome.Receipt!.Status);
        Assert.True(outcome.Receipt.Output.IsEmpty);
    }

    [Fact]
    public void The_code_that_others_see_is_the_designator()
    {
        Assert.Equal((UInt256)(ulong)DelegationDesignator.SizeBytes, See(Opcode.ExtCodeSize));
        Assert.Equal(UInt256.FromBigEndian(Keccak256.Hash(Designator).Bytes), See(Opcode.ExtCodeHash));
        Script copy = new Script().Push(32, 0, 0).Push(Delegating).Do(Opcode.ExtCodeCopy).Push(0).Do(Opcode.MLoad).ReturnTop();
        byte[] padded = [.. Designator, .. new byte[9]];
        Assert.Equal(padded, Execute(World(copy, [0])).Receipt!.Output.ToArray());
    }

    [Theory]
    [InlineData((byte)Opcode.ExtCodeSize)]
    [InlineData((byte)Opcode.ExtCodeHash)]
    [InlineData((byte)Opcode.Balance)]
    public void Looking_at_a_delegating_account_does_not_pay_for_its_delegation(byte look)
    {
        Script code = new Script().Push(Delegating).Do((Opcode)look);
        Assert.Equal(21_000 + 3 + ColdAccess, Execute(World(code, [0])).Receipt!.GasUsed);
    }

    [Fact]
    public void The_code_that_runs_sees_itself_and_not_the_designator()
    {
        byte[] code = new Script().Do(Opcode.CodeSize).ReturnTop().ToArray();
        TransactionOutcome outcome = Execute(World(new Script(), code), Delegating);
        Assert.Equal((UInt256)(ulong)code.Length, UInt256.FromBigEndian(outcome.Receipt!.Output.Span));
    }

    [Fact]
    public void The_account_that_the_recipient_delegates_to_is_warm()
    {
        byte[] code = new Script().Push(Run.Other).Do(Opcode.Balance).ToArray();
        Assert.Equal(21_000 + 3 + WarmAccess, Execute(World(new Script(), code), Delegating).Receipt!.GasUsed);
    }

    [Fact]
    public void An_authority_is_warm_even_when_its_tuple_does_not_count()
    {
        byte[] code = new Script().Push(Delegating).Do(Opcode.Balance).ToArray();
        WorldState state = new WorldState().With(Run.Contract, nonce: 1, code: code);
        Authorization ahead = SetCodeRun.Sign(Run.Other, nonce: 5);
        Transaction transaction = SetCodeRun.Transaction(ahead) with { To = Run.Contract };
        Assert.Equal(SetCodeRun.Intrinsic + 3 + WarmAccess, SetCodeRun.Apply(state, transaction).GasUsed);
    }

    [Fact]
    public void A_delegating_account_can_be_called_on_the_fisco_lane()
    {
        WorldState state = World(new Script(), new Script().Push(42).ReturnTop().ToArray());
        TransactionOutcome outcome = SetCodeRun.Execute(state, SetCodeRun.Transaction() with { Kind = TransactionKind.Fisco });
        Assert.Equal(42UL, UInt256.FromBigEndian(outcome.Receipt!.Output.Span));
    }

    [Fact]
    public void Self_destruction_of_delegated_code_leaves_the_account()
    {
        byte[] code = new Script().Push(Run.Sender).Do(Opcode.SelfDestruct).ToArray();
        WorldState state = new WorldState().With(Run.Other, nonce: 1, code: code)
            .With(Delegating, balance: 9, nonce: 1, code: Designator);
        state.Apply(Execute(state, Delegating).Diff);
        Assert.Equal(Run.Other, SetCodeRun.DelegationOf(state, Delegating));
        Assert.Equal(9UL, state.Accounts[Run.Sender].Balance);
    }

    [Fact]
    public void Before_Prague_a_designator_is_code_like_any_other()
    {
        WorldState state = World(new Script(), [0]);
        Transaction transaction = SetCodeRun.Transaction() with { Kind = TransactionKind.DynamicFee };
        Assert.Equal(
            TransactionStatus.BadInstruction, SetCodeRun.Execute(state, transaction, Fork.Cancun).Receipt!.Status);
    }

    private const long CalleeGas = 100_000;

    private static UInt256 See(Opcode look) =>
        UInt256.FromBigEndian(Execute(World(new Script().Push(Delegating).Do(look).ReturnTop(), [0])).Receipt!.Output.Span);

    private static Script CallOf(Opcode call)
    {
        Script code = new Script().Push(0, 0, 0, 0);
        return (call is Opcode.Call or Opcode.CallCode ? code.Push(0) : code).Push(Delegating).Push(CalleeGas).Do(call);
    }

    /// <summary>A contract with code, and an account that delegates to another contract with code.</summary>
    private static WorldState World(Script contract, byte[] delegated) => new WorldState()
        .With(Run.Contract, nonce: 1, code: contract.ToArray())
        .With(Run.Other, nonce: 1, code: delegated)
        .Delegating(Delegating, Run.Other);

    private static TransactionOutcome Execute(WorldState state, Address? to = null, ulong nonce = 0, byte[]? data = null) =>
        SetCodeRun.Execute(state, SetCodeRun.Transaction() with
        {
            Kind = TransactionKind.DynamicFee,
            To = to ?? Run.Contract,
            Nonce = nonce,
            Data = data ?? [],
        });
}
