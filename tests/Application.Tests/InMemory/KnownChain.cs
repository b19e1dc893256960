using System.Text;
using Ledger.Application;
using Ledger.Application.Ports;
using Ledger.Crypto;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Node.Reads;
using Ledger.Node.Tracing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Testing.InMemory;

/// <summary>Three blocks: genesis; one with an EIP-1559 and a FISCO transaction with logs; one with a reverted legacy transaction.</summary>
public sealed class KnownChain
{
    public KnownChain()
    {
        Models = new InMemoryReadModels(Chain);
        Dynamic = Compose(TransactionKind.DynamicFee, 0);
        Fisco = Compose(TransactionKind.Fisco, 99);
        Legacy = Compose(TransactionKind.Legacy, 1);
        var log = new LogEntry(Contract, [Topic(1), Topic(2)], new byte[] { 1, 2, 3 });
        Chain.Add(
        [
            (Dynamic, new Receipt(TransactionStatus.Success, 30_000, Contract, default, [log, log], 70_000)),
            (Fisco, new Receipt(TransactionStatus.Success, 25_000, null, new byte[] { 9 }, [log], 75_000)),
        ]);
        Chain.Add([(Legacy, new Receipt(TransactionStatus.Revert, 22_000, null, Revert("no funds"), [], 78_000))]);
    }

    public InMemoryChain Chain { get; } = new();

    public InMemoryCaller Caller { get; } = new();

    public InMemoryReads Reads { get; } = new();

    public InMemoryReplayer Replayer { get; } = new();

    public InMemoryReadModels Models { get; }

    public InMemoryAbiRegistry Abis { get; } = new();

    public VerifiedTransaction Dynamic { get; }

    public VerifiedTransaction Fisco { get; }

    public VerifiedTransaction Legacy { get; }

    public static Address Contract { get; } = AccountOf(0xc0);

    public static Address AccountOf(int number)
    {
        byte[] bytes = new byte[Address.SizeBytes];
        bytes[^1] = (byte)number;
        return new Address(bytes);
    }

    public static Hash256 Topic(byte last)
    {
        byte[] bytes = new byte[Hash256.SizeBytes];
        bytes[^1] = last;
        return new Hash256(bytes);
    }

    /// <summary>ABI-encodes <c>Error(string)</c> as Solidity does.</summary>
    public static byte[] Revert(string reason)
    {
        byte[] text = Encoding.UTF8.GetBytes(reason);
        byte[] bytes = new byte[4 + 64 + ((text.Length + 31) / 32 * 32)];
        Convert.FromHexString("08c379a0").CopyTo(bytes, 0);
        bytes[4 + 31] = 32;
        bytes[4 + 63] = (byte)text.Length;
        text.CopyTo(bytes, 4 + 64);
        return bytes;
    }

    /// <summary>Adds a block with a transaction to <see cref="Contract"/> that reverted.</summary>
    public Hash256 AddReverted(byte[] output)
    {
        VerifiedTransaction reverted = Compose(TransactionKind.Legacy, (ulong)Chain.Transactions.Count);
        Chain.Add([(reverted, new Receipt(TransactionStatus.Revert, 22_000, null, output, [], 78_000))]);
        return reverted.Hash;
    }

    public static VerifiedTransaction Compose(TransactionKind kind, ulong nonce, long chainId = 20200)
    {
        var request = new UnsignedTransaction
        {
            Kind = kind,
            ChainId = (UInt256)(ulong)chainId,
            Nonce = kind == TransactionKind.Fisco ? UInt256.MaxValue - (UInt256)nonce : nonce,
            GasPrice = 1,
            GasLimit = 100_000,
            To = Contract,
            Value = 5,
            Data = new byte[] { 0xde, 0xad },
            AuthorizationList = kind == TransactionKind.SetCode ? [Authorize(nonce + 1, chainId)] : [],
            BlockLimit = kind == TransactionKind.Fisco ? 500UL : 0UL,
            GroupId = kind == TransactionKind.Fisco ? 1UL : 0UL,
        };
        return new VerifiedTransaction(
            TransactionSigner.Sign(request, KnownKeys.Sender, CryptoSuites.Secp256k1.Hash), KnownKeys.Sender.Address);
    }

    /// <summary>The sender lets its calls run the contract's code.</summary>
    public static Authorization Authorize(ulong nonce, long chainId = 20200) => AuthorizationSigner.Sign(
        (ulong)chainId, Contract, nonce, KnownKeys.Sender, CryptoSuites.Secp256k1.Hash);

    /// <summary>Registers the in-memory node as everything that the use cases need.</summary>
    public IServiceCollection AddTo(IServiceCollection services) => services
        .AddLedgerApplication()
        .AddSingleton(CryptoSuites.Secp256k1)
        .AddSingleton<IChainStatus>(Chain)
        .AddSingleton<ITransactionIntake>(Chain)
        .AddSingleton<IPoolReader>(Chain)
        .AddSingleton<IStoreStatus>(Chain)
        .AddSingleton<IContractCaller>(Caller)
        .AddSingleton<IBlockReplayer>(Replayer)
        .AddSingleton<ILinearizableReads>(Reads)
        .AddSingleton<IBlockReadModel>(Models)
        .AddSingleton<ITransactionReadModel>(Models)
        .AddSingleton<ILogReadModel>(Models)
        .AddSingleton<IAccountReadModel>(Models)
        .AddSingleton<IAbiRegistry>(Abis);
}
