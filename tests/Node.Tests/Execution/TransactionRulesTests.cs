using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Testing;

namespace Ledger.Node.Tests.Execution;

/// <summary>What a group refuses before any state is known, with go-ethereum's words where libraries look for them.</summary>
public sealed class TransactionRulesTests
{
    private static readonly ISigner Alice = TestAccounts.Signer(101);
    private static readonly Address Bob = TestAccounts.Signer(102).Address;

    public static TheoryData<Fork, TransactionKind, bool> Forks
    {
        get
        {
            var rows = new TheoryData<Fork, TransactionKind, bool>();
            foreach (Fork fork in Enum.GetValues<Fork>())
            {
                rows.Add(fork, TransactionKind.Legacy, true);
                rows.Add(fork, TransactionKind.AccessList, fork >= Fork.Berlin);
                rows.Add(fork, TransactionKind.DynamicFee, fork >= Fork.London);
                rows.Add(fork, TransactionKind.SetCode, fork >= Fork.Prague);
            }

            return rows;
        }
    }

    private static UnsignedTransaction SetCode => new()
    {
        Kind = TransactionKind.SetCode,
        ChainId = TestAccounts.ChainId,
        Nonce = 0,
        GasLimit = 46_000,
        To = Bob,
        AuthorizationList = [AuthorizationSigner.Sign(TestAccounts.ChainId, Bob, 1, Alice, TestAccounts.Suite.Hash)],
    };

    [Theory]
    [MemberData(nameof(Forks))]
    public void Every_fork_takes_the_formats_that_it_knows(Fork fork, TransactionKind kind, bool isTaken)
    {
        TransactionRuleViolation? violation = Check(SetCode with { Kind = kind }, fork);
        Assert.Equal(isTaken, violation is null);
        if (violation is not null)
        {
            Assert.Equal(SubmitCode.UnsupportedType, violation.Code);
            Assert.StartsWith("transaction type not supported", violation.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_set_code_transaction_names_a_recipient_and_an_authorization()
    {
        Assert.Equal(SubmitCode.SetCodeCreation, Check(SetCode with { To = null })?.Code);
        TransactionRuleViolation? empty = Check(SetCode with { AuthorizationList = [] });
        Assert.Equal(SubmitCode.EmptyAuthorizationList, empty?.Code);
        Assert.Equal("set code tx must have at least one authorization tuple", empty?.Detail);
    }

    [Fact]
    public void The_gas_limit_covers_the_intrinsic_gas()
    {
        Assert.Null(Check(SetCode));
        TransactionRuleViolation? low = Check(SetCode with { GasLimit = 45_999 });
        Assert.Equal(SubmitCode.IntrinsicGasTooLow, low?.Code);
        Assert.Equal("gas 45999, minimum needed 46000", low?.Detail);
    }

    [Fact]
    public void The_gas_limit_covers_the_floor_of_the_data_from_Prague_on()
    {
        UnsignedTransaction heavy = SetCode with
        {
            Kind = TransactionKind.DynamicFee,
            Data = Enumerable.Repeat((byte)1, 100).ToArray(),
            GasLimit = 24_999,
        };
        TransactionRuleViolation? low = Check(heavy);
        Assert.Equal(SubmitCode.FloorGasTooLow, low?.Code);
        Assert.Equal("gas 24999, minimum needed 25000", low?.Detail);
        Assert.Null(Check(heavy, Fork.Cancun));
        Assert.Null(Check(heavy with { GasLimit = 25_000 }));
    }

    [Fact]
    public void Init_code_is_limited_from_Shanghai_on()
    {
        UnsignedTransaction creation = SetCode with
        {
            Kind = TransactionKind.Legacy,
            To = null,
            Data = new byte[49_153],
            GasLimit = 1_000_000,
        };
        Assert.Equal(SubmitCode.InitCodeTooLarge, Check(creation)?.Code);
        Assert.Null(Check(creation, Fork.Paris));
        Assert.Null(Check(creation with { Data = new byte[49_152] }));
    }

    /// <summary>FISCO ignores the sender's gas limit; the group's counts.</summary>
    [Fact]
    public void A_fisco_transaction_is_held_to_the_groups_gas_and_init_code()
    {
        UnsignedTransaction fisco = SetCode with
        {
            Kind = TransactionKind.Fisco,
            GroupId = 1,
            BlockLimit = 500,
            GasLimit = 1,
            Data = Enumerable.Repeat((byte)1, 100).ToArray(),
        };
        Genesis genesis = TestAccounts.Genesis();
        Transaction transaction = TestAccounts.Sign(Alice, fisco);
        Assert.Null(TransactionRules.Check(transaction, genesis, genesis.TransactionGasLimit, 1));
        Assert.Equal(
            SubmitCode.FloorGasTooLow,
            TransactionRules.Check(transaction, genesis, 24_999, 1)?.Code);
        Transaction creation = TestAccounts.Sign(Alice, fisco with { To = null, Data = new byte[49_153] });
        Assert.Equal(SubmitCode.InitCodeTooLarge, TransactionRules.Check(creation, genesis, genesis.TransactionGasLimit, 1)?.Code);
    }

    /// <summary>Ethereum transactions sign the group's own chain id, which alone keeps them from being replayed in another group; FISCO ones
    /// sign the chain's number and the group's.</summary>
    [Fact]
    public void Each_lane_signs_its_own_chain_id_in_a_group_that_has_one()
    {
        Genesis second = TestAccounts.Genesis() with
        {
            GroupId = 2,
            ChainId = (long)TestAccounts.ChainId + 1,
            FiscoChainId = (long)TestAccounts.ChainId,
        };
        UnsignedTransaction ethereum = SetCode with { Kind = TransactionKind.Legacy };
        UnsignedTransaction fisco = ethereum with { Kind = TransactionKind.Fisco, GroupId = 2, BlockLimit = 500 };

        Assert.Equal(SubmitCode.WrongChainId, Judge(ethereum));
        Assert.Null(Judge(ethereum with { ChainId = TestAccounts.ChainId + 1 }));
        Assert.Null(Judge(fisco));
        Assert.Equal(SubmitCode.WrongChainId, Judge(fisco with { ChainId = TestAccounts.ChainId + 1 }));
        Assert.Equal(SubmitCode.WrongGroupId, Judge(fisco with { GroupId = 1 }));

        SubmitCode? Judge(UnsignedTransaction request) =>
            TransactionRules.Check(TestAccounts.Sign(Alice, request), second, 300_000_000, 1)?.Code;
    }

    private static TransactionRuleViolation? Check(UnsignedTransaction request, Fork fork = Fork.Prague) =>
        TransactionRules.Check(
            TestAccounts.Sign(Alice, request), TestAccounts.Genesis() with { Fork = fork }, 300_000_000, 1);
}
