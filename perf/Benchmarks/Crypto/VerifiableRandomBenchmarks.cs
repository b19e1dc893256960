using BenchmarkDotNet.Attributes;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Vrf;
using Ledger.Domain.Primitives;

namespace Ledger.Benchmarks.Crypto;

/// <summary>Proving and verifying a random output for a block hash; each includes two tries to find a point, on average.</summary>
[MemoryDiagnoser]
public class VerifiableRandomBenchmarks
{
    private const int InputCount = 64;

    private readonly Secp256k1VerifiableRandom _random = new();
    private readonly Secp256k1Signer _signer = new([.. new byte[31], 7]);
    private readonly byte[][] _inputs = [.. Enumerable.Range(0, InputCount).Select(InputOf)];
    private byte[][] _proofs = [];

    [GlobalSetup]
    public void Prepare() => _proofs = [.. _inputs.Select(input => _signer.Prove(input))];

    [Benchmark(OperationsPerInvoke = InputCount)]
    public int Prove()
    {
        int length = 0;
        foreach (byte[] input in _inputs)
        {
            length += _signer.Prove(input).Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = InputCount)]
    public bool Verify()
    {
        bool areValid = true;
        for (int i = 0; i < InputCount; i++)
        {
            areValid &= _random.TryVerify(_signer.Id, _inputs[i], _proofs[i], out Hash256 _);
        }

        return areValid;
    }

    private static byte[] InputOf(int number) => [(byte)number, .. new byte[31]];
}
