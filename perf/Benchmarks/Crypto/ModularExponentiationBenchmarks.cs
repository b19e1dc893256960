using System.Numerics;
using BenchmarkDotNet.Attributes;
using Ledger.Crypto.Arithmetic;

namespace Ledger.Benchmarks.Crypto;

/// <summary>Modular powers by libcrypto against the base library's.</summary>
[MemoryDiagnoser]
public class ModularExponentiationBenchmarks
{
    private const int Seed = 1;

    private byte[] _value = [];
    private byte[] _exponent = [];
    private byte[] _modulus = [];

    [Params(32, 128)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(Seed);
        _value = Next(random);
        _exponent = Next(random);
        _modulus = Next(random);
    }

    [Benchmark(Baseline = true)]
    public BigInteger BaseLibrary() => BigInteger.ModPow(Number(_value), Number(_exponent), Number(_modulus));

    [Benchmark]
    public byte[] LibCrypto()
    {
        _ = ModularExponentiation.TryCompute(_value, _exponent, _modulus, out byte[] result);
        return result;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private byte[] Next(Random random)
    {
        byte[] bytes = new byte[Bytes];
        random.NextBytes(bytes);
        bytes[0] |= 0x80;
        bytes[^1] |= 1;
        return bytes;
    }
}
