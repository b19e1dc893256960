using BenchmarkDotNet.Attributes;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;

namespace Ledger.Benchmarks.Crypto;

/// <summary>Keccak-256 of one block (135 bytes and the padding), of a storage key and of a whole page: one message, and 64 of them together.</summary>
[MemoryDiagnoser]
public class HashBenchmarks
{
    private const int Together = 64;

    private readonly int[] _ends = new int[Together];
    private readonly Hash256[] _digests = new Hash256[Together];
    private byte[] _message = [];
    private byte[] _messages = [];

    [Params(64, 135, 4096)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _message = [.. Enumerable.Range(0, Length).Select(i => (byte)i)];
        _messages = [.. Enumerable.Repeat(_message, Together).SelectMany(message => message)];
        for (int i = 0; i < Together; i++)
        {
            _ends[i] = (i + 1) * Length;
        }
    }

    [Benchmark]
    public Hash256 Keccak() => Keccak256.Hash(_message);

    [Benchmark(OperationsPerInvoke = Together)]
    public Hash256 KeccakEach()
    {
        Keccak256.HashEach(_messages, _ends, _digests);
        return _digests[0];
    }
}
