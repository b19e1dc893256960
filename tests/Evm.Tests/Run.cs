using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests;

/// <summary>Runs code in a small world: a sender, and a contract that the sender calls.</summary>
internal static class Run
{
    /// <summary>Gas for the code alone, the intrinsic cost left out.</summary>
    public const long Gas = 10_000_000;

    private const long IntrinsicGas = 21000;

    /// <summary>Who calls.</summary>
    public static readonly Address Sender = Address.Parse("0x1000000000000000000000000000000000000001");

    /// <summary>Who is called.</summary>
    public static readonly Address Contract = Address.Parse("0x2000000000000000000000000000000000000002");

    /// <summary>Another contract.</summary>
    public static readonly Address Other = Address.Parse("0x3000000000000000000000000000000000000003");

    /// <summary>The block that code sees.</summary>
    public static BlockEnvironment Block => new()
    {
        Number = 1000,
        Timestamp = 1_700_000_000,
        GasLimit = 100_000_000,
        Coinbase = Address.Parse("0xc000000000000000000000000000000000000000"),
        ChainId = 7,
        PrevRandao = 99,
        BlobBaseFee = 1,
        BlockHash = number => new Hash256([.. Enumerable.Repeat((byte)number, Hash256.SizeBytes)]),
    };

    /// <summary>Calls the contract with the given code.</summary>
    public static Receipt Code(Script code, Fork fork = Fork.Cancun, long gas = Gas, byte[]? data = null) =>
        Code(new WorldState().With(Contract, code: code.ToArray()), fork, gas, data);

    /// <summary>Calls the contract in a given world.</summary>
    public static Receipt Code(WorldState state, Fork fork = Fork.Cancun, long gas = Gas, byte[]? data = null)
    {
        var executor = new TransactionExecutor(new ExecutionRules { Fork = fork }, CryptoSuites.Secp256k1);
        long intrinsic = IntrinsicGas + (data ?? []).Sum(value => value == 0 ? 4 : 16);
        var message = new CallMessage(Sender, Contract, data ?? [], 0, gas + intrinsic, 5, []);
        TransactionOutcome outcome = executor.Call(state, Block, message);
        Assert.Equal(TransactionRefusal.None, outcome.Refusal);
        return outcome.Receipt! with { GasUsed = outcome.Receipt.GasUsed - intrinsic };
    }

    /// <summary>The word that code leaves on top of its stack.</summary>
    public static UInt256 Word(Script code, Fork fork = Fork.Cancun, byte[]? data = null)
    {
        Receipt receipt = Code(code.ReturnTop(), fork, data: data);
        Assert.Equal(TransactionStatus.Success, receipt.Status);
        return UInt256.FromBigEndian(receipt.Output.Span);
    }

    /// <summary>The result of one instruction on operands, the first one on top.</summary>
    public static UInt256 Word(Opcode opcode, params ReadOnlySpan<UInt256> operands)
    {
        var code = new Script();
        for (int i = operands.Length - 1; i >= 0; i--)
        {
            code.Push(operands[i]);
        }

        return Word(code.Do(opcode));
    }
}
