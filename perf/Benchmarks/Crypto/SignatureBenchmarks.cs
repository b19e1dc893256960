using BenchmarkDotNet.Attributes;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Benchmarks.Crypto;

/// <summary>Signing, verifying and recovering, one by one and in a batch over all cores.</summary>
[MemoryDiagnoser]
public class SignatureBenchmarks
{
    private const int BatchSize = 1000;

    private readonly ISignatureScheme _scheme = CryptoSuites.Secp256k1.Signatures;
    private readonly Secp256k1Signer _signer = Secp256k1Signer.Generate();
    private readonly Hash256 _digest = CryptoSuites.Secp256k1.Hash.Hash("digest"u8);
    private readonly BatchSenderRecovery _recovery = new(CryptoSuites.Secp256k1.Signatures);
    private byte[] _seal = [];
    private Transaction[] _batch = [];

    [GlobalSetup]
    public void Prepare()
    {
        _seal = _signer.Sign(_digest);
        _batch = [.. Enumerable.Range(0, BatchSize).Select(Signed)];
    }

    [Benchmark]
    public byte[] Sign() => _signer.Sign(_digest);

    [Benchmark]
    public bool Verify_seal_by_recovery() => _scheme.Verify(_signer.Id, _digest, _seal);

    [Benchmark]
    public bool Verify_without_v() => Secp256k1.Verify(_signer.Id, _digest, _seal.AsSpan(0, 64));

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public VerifiedTransaction?[] Recover_batch() => _recovery.Recover(_batch);

    private Transaction Signed(int nonce)
    {
        Hash256 digest = CryptoSuites.Secp256k1.Hash.Hash(BitConverter.GetBytes(nonce));
        byte[] seal = _signer.Sign(digest);
        return new Transaction
        {
            Kind = TransactionKind.DynamicFee,
            Raw = ReadOnlyMemory<byte>.Empty,
            Hash = digest,
            SigningHash = digest,
            Nonce = (ulong)nonce,
            GasPrice = UInt256.Zero,
            MaxPriorityFeePerGas = UInt256.Zero,
            GasLimit = 21_000,
            Value = UInt256.Zero,
            Data = ReadOnlyMemory<byte>.Empty,
            V = seal[64],
            R = UInt256.FromBigEndian(seal.AsSpan(0, 32)),
            S = UInt256.FromBigEndian(seal.AsSpan(32, 32)),
            YParity = seal[64],
        };
    }
}
