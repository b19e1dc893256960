using BenchmarkDotNet.Attributes;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;

namespace Ledger.Benchmarks.Crypto;

/// <summary>Keccak-256 of one block (135 bytes and the padding), of a storage key and of a whole page.</summary>
[MemoryDiagnoser]
public class HashBenchmarks
{
    private byte[] _message = [];

    [Params(64, 135, 4096)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare() => _message = [.. Enumerable.Range(0, Length).Select(i => (byte)i)];

    [Benchmark]
    public Hash256 Keccak() => Keccak256.Hash(_message);
}
