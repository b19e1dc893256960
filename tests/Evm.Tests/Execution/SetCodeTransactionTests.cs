using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Execution;

/// <summary>EIP-7702, section "Set code transaction": the list, its gas and what makes a transaction invalid.</summary>
public sealed class SetCodeTransactionTests
{
    private static readonly Address Authority = SetCodeRun.Authority.Address;

    /// <summary>n / 2 + 1: the first s of the upper half.</summary>
    private static readonly UInt256 HighS =
        UInt256.Parse("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1");

    public static TheoryData<string, Authorization> TuplesThatDoNotCount => new()
    {
        { "another chain", SetCodeRun.Sign(Run.Other, chainId: 8) },
        { "a nonce ahead", SetCodeRun.Sign(Run.Other, nonce: 1) },
        { "the greatest nonce", SetCodeRun.Sign(Run.Other, nonce: ulong.MaxValue) },
        { "a parity of 2", SetCodeRun.Sign(Run.Other) with { YParity = 2 } },
        { "an s in the upper half", SetCodeRun.Sign(Run.Other) with { S = HighS } },
        { "an s of zero", SetCodeRun.Sign(Run.Other) with { S = 0 } },
        { "an r beyond the group", SetCodeRun.Sign(Run.Other) with { R = UInt256.MaxValue } },
    };

    [Fact]
    public void An_authorization_sets_the_designator_moves_the_nonce_and_runs_the_code_for_the_authority()
    {
        WorldState state = new WorldState().With(Run.Other, nonce: 1, code: SetCodeRun.Writer);
        Receipt receipt = SetCodeRun.Apply(state, SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other)));

        Assert.Equal(TransactionStatus.Success, receipt.Status);
        Assert.Equal(Run.Other, SetCodeRun.DelegationOf(state, Authority));
        Assert.Equal(1UL, state.Accounts[Authority].Nonce);
        Assert.Equal(UInt256.One, state.GetStorage(Authority, 1));
        Assert.Equal(UInt256.Zero, state.GetStorage(Run.Other, 1));
        Assert.Equal(SetCodeRun.Intrinsic + 3 + 3 + 22_100, receipt.GasUsed);
    }

    [Fact]
    public void Chain_zero_is_every_chain()
    {
        var state = new WorldState();
        SetCodeRun.Apply(state, SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other, chainId: 0)));
        Assert.Equal(Run.Other, SetCodeRun.DelegationOf(state, Authority));
    }

    [Theory]
    [MemberData(nameof(TuplesThatDoNotCount))]
    public void A_tuple_that_does_not_count_costs_its_gas_and_changes_nothing(string why, Authorization tuple)
    {
        var state = new WorldState();
        Receipt receipt = SetCodeRun.Apply(state, SetCodeRun.Transaction(tuple));
        Assert.Equal(TransactionStatus.Success, receipt.Status);
        Assert.True(receipt.GasUsed == SetCodeRun.Intrinsic, why);
        Assert.False(state.Accounts.ContainsKey(Authority), why);
        Assert.Equal(1UL, state.Accounts[Run.Sender].Nonce);
    }

    [Fact]
    public void A_contract_cannot_be_an_authority()
    {
        WorldState state = new WorldState().With(Authority, nonce: 0, code: [0x00]);
        SetCodeRun.Apply(state, SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other)));
        Assert.Equal(0UL, state.Accounts[Authority].Nonce);
        Assert.Null(SetCodeRun.DelegationOf(state, Authority));
    }

    [Fact]
    public void A_delegation_is_replaced_by_the_next_and_taken_back_by_the_zero_address()
    {
        WorldState state = new WorldState().Delegating(Authority, Run.Contract);
        SetCodeRun.Apply(state, SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other, nonce: 1)));
        Assert.Equal(Run.Other, SetCodeRun.DelegationOf(state, Authority));

        TransactionOutcome outcome = SetCodeRun.Execute(
            state, SetCodeRun.Transaction(SetCodeRun.Sign(Address.Zero, nonce: 2)) with { Nonce = 1 });
        Assert.Equal(new Account(3, 0, default), outcome.Diff.Accounts[Authority]);
        Assert.Empty(outcome.Diff.Code);
    }

    [Fact]
    public void The_tuples_of_one_authority_count_in_their_order()
    {
        var state = new WorldState();
        SetCodeRun.Apply(state, SetCodeRun.Transaction(
            SetCodeRun.Sign(Run.Other), SetCodeRun.Sign(Run.Sender), SetCodeRun.Sign(Run.Contract, nonce: 1)));
        Assert.Equal(Run.Contract, SetCodeRun.DelegationOf(state, Authority));
        Assert.Equal(2UL, state.Accounts[Authority].Nonce);
    }

    /// <summary>The sender's nonce moves before the list is read.</summary>
    [Fact]
    public void A_sender_that_is_its_own_authority_signs_the_nonce_after_the_transactions()
    {
        WorldState state = new WorldState().With(Authority, balance: 1);
        var executor = new TransactionExecutor(new ExecutionRules { Fork = Fork.Prague }, CryptoSuites.Secp256k1);
        TransactionOutcome outcome = executor.Execute(state, Run.Block, new VerifiedTransaction(
            SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other), SetCodeRun.Sign(Run.Contract, nonce: 1)), Authority));
        state.Apply(outcome.Diff);
        Assert.Equal(Run.Contract, SetCodeRun.DelegationOf(state, Authority));
        Assert.Equal(2UL, state.Accounts[Authority].Nonce);
    }

    [Theory]
    [InlineData((byte)Opcode.Invalid)]
    [InlineData((byte)Opcode.Revert)]
    public void Delegations_stay_when_the_message_fails(byte failure)
    {
        WorldState state = new WorldState().With(Run.Other, nonce: 1, code: new Script().Push(0, 0).Do((Opcode)failure).ToArray());
        Receipt receipt = SetCodeRun.Apply(state, SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other)));
        Assert.False(receipt.Succeeded);
        Assert.Equal(Run.Other, SetCodeRun.DelegationOf(state, Authority));
        Assert.Equal(1UL, state.Accounts[Authority].Nonce);
    }

    [Fact]
    public void An_authority_that_existed_gives_12500_back_even_when_the_message_fails()
    {
        WorldState state = new WorldState().With(Authority, balance: 1).With(Run.Other, nonce: 1, code: SetCodeRun.Writer);
        Receipt receipt = SetCodeRun.Apply(state, SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other)));
        Assert.Equal(SetCodeRun.Intrinsic + 3 + 3 + 22_100 - 12_500, receipt.GasUsed);

        WorldState failing = new WorldState().With(Authority, balance: 1).With(Run.Other, nonce: 1, code: [(byte)Opcode.Invalid]);
        Receipt failed = SetCodeRun.Apply(failing, SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other)));
        Assert.Equal(1_000_000 - 12_500, failed.GasUsed);
    }

    [Fact]
    public void The_refund_of_the_list_is_at_most_a_fifth_of_the_gas_used()
    {
        WorldState state = new WorldState().With(Authority, balance: 1);
        Receipt receipt = SetCodeRun.Apply(
            state, SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other), SetCodeRun.Sign(Run.Other, nonce: 1)));
        Assert.Equal(71_000 - (71_000 / 5), receipt.GasUsed);
    }

    [Fact]
    public void Every_tuple_costs_25000_before_the_transaction_runs()
    {
        Transaction two = SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other), SetCodeRun.Sign(Run.Other));
        Assert.Equal(
            TransactionRefusal.IntrinsicGasTooLow, SetCodeRun.Execute(new WorldState(), two with { GasLimit = 70_999 }).Refusal);
        Assert.Equal(71_000, SetCodeRun.Execute(new WorldState(), two with { GasLimit = 71_000 }).Receipt!.RemainingGas
            + SetCodeRun.Execute(new WorldState(), two with { GasLimit = 71_000 }).Receipt!.GasUsed);
    }

    [Fact]
    public void A_transaction_without_recipient_or_list_or_before_Prague_is_refused()
    {
        Transaction sound = SetCodeRun.Transaction(SetCodeRun.Sign(Run.Other));
        var state = new WorldState();
        Assert.Equal(TransactionRefusal.None, SetCodeRun.Execute(state, sound).Refusal);
        Assert.Equal(TransactionRefusal.SetCodeCreation, SetCodeRun.Execute(state, sound with { To = null }).Refusal);
        Assert.Equal(
            TransactionRefusal.EmptyAuthorizationList, SetCodeRun.Execute(state, sound with { AuthorizationList = [] }).Refusal);
        Assert.Equal(TransactionRefusal.TypeNotSupported, SetCodeRun.Execute(state, sound, Fork.Cancun).Refusal);
    }

    /// <summary>EIP-3607 as EIP-7702 amends it.</summary>
    [Fact]
    public void A_sender_may_have_a_delegation_and_no_other_code_and_only_from_Prague_on()
    {
        Transaction plain = SetCodeRun.Transaction() with { Kind = TransactionKind.DynamicFee, Nonce = 1 };
        WorldState delegating = new WorldState().Delegating(Run.Sender, Run.Other);
        Assert.Equal(TransactionRefusal.None, SetCodeRun.Execute(delegating, plain).Refusal);
        Assert.Equal(TransactionRefusal.SenderHasCode, SetCodeRun.Execute(delegating, plain, Fork.Cancun).Refusal);
        byte[] almost = [.. DelegationDesignator.Write(Run.Other), 0];
        Assert.Equal(
            TransactionRefusal.SenderHasCode,
            SetCodeRun.Execute(new WorldState().With(Run.Sender, nonce: 1, code: almost), plain).Refusal);
    }

    [Fact]
    public void Authorities_that_were_recovered_before_are_taken_as_they_are()
    {
        var executor = new TransactionExecutor(new ExecutionRules { Fork = Fork.Prague }, CryptoSuites.Secp256k1);
        var state = new WorldState();
        var verified = new VerifiedTransaction(SetCodeRun.Transaction(SetCodeRun.Sign(Run.Contract)), Run.Sender);
        TransactionOutcome known = executor.Execute(state, Run.Block, verified with { Authorities = [Run.Other] });
        Assert.Equal(1UL, known.Diff.Accounts[Run.Other]!.Value.Nonce);
        TransactionOutcome nobody = executor.Execute(state, Run.Block, verified with { Authorities = [null] });
        Assert.Equal([Run.Sender], nobody.Diff.Accounts.Keys);
    }

    [Fact]
    public void A_call_sets_delegations_for_itself_alone()
    {
        WorldState state = new WorldState().With(Run.Other, nonce: 1, code: new Script().Push(42).ReturnTop().ToArray());
        var executor = new TransactionExecutor(new ExecutionRules { Fork = Fork.Prague }, CryptoSuites.Secp256k1);
        var message = new CallMessage(Run.Sender, Authority, default, 0, 100_000, 0, [])
        {
            AuthorizationList = [SetCodeRun.Sign(Run.Other)],
        };

        TransactionOutcome outcome = executor.Call(state, Run.Block, message);
        Assert.Equal(42UL, UInt256.FromBigEndian(outcome.Receipt!.Output.Span));
        Assert.True(outcome.Diff.IsEmpty);
        Assert.Equal(
            TransactionRefusal.IntrinsicGasTooLow, executor.Call(state, Run.Block, message with { GasLimit = 45_999 }).Refusal);
        Assert.Equal(TransactionRefusal.SetCodeCreation, executor.Call(state, Run.Block, message with { To = null }).Refusal);
        var cancun = new TransactionExecutor(new ExecutionRules { Fork = Fork.Cancun }, CryptoSuites.Secp256k1);
        Assert.Equal(TransactionRefusal.TypeNotSupported, cancun.Call(state, Run.Block, message).Refusal);
    }
}
