using BenchmarkDotNet.Attributes;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Benchmarks.Transactions;

/// <summary>Decoding and building of a token transfer, beside the two hashes that it cannot do without.</summary>
[MemoryDiagnoser]
public class TransactionBenchmarks
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;
    private static readonly ISigner Signer = new OneSeal();
    private readonly UnsignedTransaction _transfer;
    private readonly ReadOnlyMemory<byte> _raw;

    public TransactionBenchmarks()
    {
        byte[] data = new byte[68];
        new Random(1).NextBytes(data);
        _transfer = new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = 1337,
            Nonce = 12_345,
            GasLimit = 60_000,
            To = new Address(data.AsSpan(0, Address.SizeBytes)),
            Data = data,
        };
        _raw = TransactionSigner.Sign(_transfer, Signer, Hash).Raw;
    }

    [Benchmark(Baseline = true)]
    public Hash256 TwoHashes()
    {
        Hash.Hash(_raw.Span);
        return Hash.Hash(_raw.Span);
    }

    [Benchmark]
    public Transaction? Decode()
    {
        TransactionCodec.TryDecode(_raw, Hash, out Transaction? transaction);
        return transaction;
    }

    /// <summary>Everything but the signature itself.</summary>
    [Benchmark]
    public Transaction Build() => TransactionSigner.Sign(_transfer, Signer, Hash);

    private sealed class OneSeal : ISigner
    {
        private readonly byte[] _seal = [.. Enumerable.Repeat((byte)0x55, 64), 1];

        public NodeId Id => default;

        public Address Address => default;

        public byte[] Sign(in Hash256 digest) => _seal;
    }
}
