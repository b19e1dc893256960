using System.Numerics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Ledger.Domain.Primitives;

namespace Ledger.Benchmarks.Primitives;

/// <summary>The EVM's word against arbitrary-precision integers, which must reduce modulo 2^256 after each operation.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class UInt256Benchmarks
{
    private const int Operands = 256;
    private const int Seed = 1;

    private readonly UInt256[] _words = new UInt256[Operands];
    private readonly BigInteger[] _numbers = new BigInteger[Operands];
    private readonly UInt256[] _divisors = new UInt256[Operands];
    private readonly BigInteger[] _bigDivisors = new BigInteger[Operands];
    private readonly UInt256[] _results = new UInt256[Operands];
    private readonly BigInteger[] _bigResults = new BigInteger[Operands];
    private readonly BigInteger _mask = (BigInteger.One << 256) - 1;

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(Seed);
        for (int i = 0; i < Operands; i++)
        {
            _words[i] = new UInt256(Limb(random), Limb(random), Limb(random), Limb(random));
            _divisors[i] = new UInt256(Limb(random), Limb(random) >> random.Next(64));
            _numbers[i] = (BigInteger)_words[i];
            _bigDivisors[i] = (BigInteger)_divisors[i];
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Operands), BenchmarkCategory("add")]
    public void Add_big()
    {
        for (int i = 0; i < Operands; i++)
        {
            _bigResults[i] = (_numbers[i] + _numbers[Operands - 1 - i]) & _mask;
        }
    }

    [Benchmark(OperationsPerInvoke = Operands), BenchmarkCategory("add")]
    public void Add()
    {
        for (int i = 0; i < Operands; i++)
        {
            _results[i] = _words[i] + _words[Operands - 1 - i];
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Operands), BenchmarkCategory("mul")]
    public void Multiply_big()
    {
        for (int i = 0; i < Operands; i++)
        {
            _bigResults[i] = (_numbers[i] * _numbers[Operands - 1 - i]) & _mask;
        }
    }

    [Benchmark(OperationsPerInvoke = Operands), BenchmarkCategory("mul")]
    public void Multiply()
    {
        for (int i = 0; i < Operands; i++)
        {
            _results[i] = _words[i] * _words[Operands - 1 - i];
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Operands), BenchmarkCategory("div")]
    public void Divide_big()
    {
        for (int i = 0; i < Operands; i++)
        {
            _bigResults[i] = _numbers[i] / _bigDivisors[i];
        }
    }

    [Benchmark(OperationsPerInvoke = Operands), BenchmarkCategory("div")]
    public void Divide()
    {
        for (int i = 0; i < Operands; i++)
        {
            _results[i] = _words[i] / _divisors[i];
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Operands), BenchmarkCategory("mulmod")]
    public void MultiplyModulo_big()
    {
        for (int i = 0; i < Operands; i++)
        {
            _bigResults[i] = _numbers[i] * _numbers[Operands - 1 - i] % _numbers[0];
        }
    }

    [Benchmark(OperationsPerInvoke = Operands), BenchmarkCategory("mulmod")]
    public void MultiplyModulo()
    {
        for (int i = 0; i < Operands; i++)
        {
            _results[i] = UInt256.MulMod(_words[i], _words[Operands - 1 - i], _words[0]);
        }
    }

    private static ulong Limb(Random random) => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue)) | 1;
}
