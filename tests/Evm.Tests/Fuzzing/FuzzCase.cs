using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Tracing;
using Ledger.Testing;

namespace Ledger.Evm.Tests.Fuzzing;

/// <summary>One random world with three contracts that may call each other, a transaction, and a tracer: all from one seed.</summary>
internal sealed class FuzzCase
{
    private const int PartsMax = 60;
    private const int GarbageBytesMax = 300;
    private const ulong GasLimitMax = 400_000;

    private static readonly Domain.Cryptography.ISigner Sender = TestAccounts.Signer(101);

    private static readonly Address[] Accounts =
    [
        Run.Contract, Run.Other, Address.Parse("0x4000000000000000000000000000000000000004"),
        Precompile(1), Precompile(2), Precompile(3), Precompile(4), Precompile(5), Precompile(9),
        Address.Parse("0x5000000000000000000000000000000000000005"),
    ];

    // Signing costs more than most programs, so few transactions are signed and many worlds are made for them.
    private static readonly VerifiedTransaction[] Transactions = [.. Enumerable.Range(0, 16).Select(Sign)];

    private readonly int _tracer;

    public FuzzCase(int seed)
    {
        var random = new Random(seed);
        Transaction = Transactions[random.Next(Transactions.Length)];
        _tracer = random.Next(6);
        State = new WorldState().With(Sender.Address, balance: 1_000_000);
        for (int i = 0; i < 3; i++)
        {
            byte[] code = random.Next(10) == 0 ? Garbage(random) : ProgramGrammar.Write(random, Accounts, random.Next(1, PartsMax));
            State.With(
                Accounts[i], balance: (ulong)random.Next(4), nonce: 1, code: code,
                storage: [(0, 5), (1, (ulong)random.Next(3)), (2, UInt256.MaxValue)]);
        }
    }

    /// <summary>The transaction.</summary>
    public VerifiedTransaction Transaction { get; }

    /// <summary>The world, which no run changes.</summary>
    public WorldState State { get; }

    /// <summary>A tracer with everything on.</summary>
    public Tracer NewTracer()
    {
        var budget = TraceBudget.Unlimited();
        return _tracer switch
        {
            0 => new StructLogTracer(new StepOptions { HasMemory = true, HasReturnData = true }, budget),
            1 => new CallTracer(new CallTracerOptions { WithLog = true }, budget),
            2 => new PrestateTracer(new PrestateTracerOptions { DiffMode = true }, budget),
            3 => new Eip3155Tracer(Stream.Null, new StepOptions { HasMemory = true }, budget),
            4 => new FourByteTracer(budget),
            _ => new StructLogTracer(new StepOptions { HasStack = false, HasStorage = false }, budget),
        };
    }

    private static byte[] Garbage(Random random)
    {
        byte[] bytes = new byte[random.Next(GarbageBytesMax)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static VerifiedTransaction Sign(int number)
    {
        var random = new Random(number);
        bool isCreation = number % 8 == 7;
        byte[] data = isCreation ? ProgramGrammar.Write(random, Accounts, PartsMax) : Garbage(random);
        return TestAccounts.Verified(Sender, TestAccounts.Sign(Sender, new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = 7,
            Nonce = 0,
            GasLimit = 150_000 + ((ulong)number * GasLimitMax / 16),
            To = isCreation ? null : Accounts[number % 3],
            Value = (ulong)(number % 3),
            Data = data,
            AccessList = number % 4 == 0 ? [new AccessListEntry(Run.Other, [0, 1])] : [],
        }));
    }

    private static Address Precompile(byte number)
    {
        byte[] bytes = new byte[Address.SizeBytes];
        bytes[^1] = number;
        return new Address(bytes);
    }
}
