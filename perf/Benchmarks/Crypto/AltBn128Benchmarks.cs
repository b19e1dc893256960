using BenchmarkDotNet.Attributes;
using Ledger.Crypto.Bn254;
using Ledger.Domain.Primitives;

namespace Ledger.Benchmarks.Crypto;

/// <summary>What the contracts 0x06 to 0x08 do: a sum, a product with a full scalar, and checks of one, two and eight pairs,
/// decoding and subgroup checks within.</summary>
[MemoryDiagnoser]
public class AltBn128Benchmarks
{
    // The generators (EIP-197).
    private const string Pair =
        "0000000000000000000000000000000000000000000000000000000000000001"
        + "0000000000000000000000000000000000000000000000000000000000000002"
        + "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
        + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
        + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
        + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";

    private readonly UInt256 _scalar = new(0x0123456789abcdef, 0xfedcba9876543210, 0x0f1e2d3c4b5a6978, 0xfafbfcfdfeff0102);
    private readonly byte[] _result = new byte[AltBn128.PointBytes];
    private readonly byte[] _points = new byte[2 * AltBn128.PointBytes];
    private byte[] _pair = [];
    private byte[] _twoPairs = [];
    private byte[] _eightPairs = [];

    [GlobalSetup]
    public void Prepare()
    {
        _pair = Convert.FromHexString(Pair);
        _twoPairs = [.. _pair, .. _pair];
        _eightPairs = [.. _twoPairs, .. _twoPairs, .. _twoPairs, .. _twoPairs];
        AltBn128.TryMultiply(_pair, _scalar, _points);
        AltBn128.TryMultiply(_pair, _scalar - 1, _points.AsSpan(AltBn128.PointBytes));
    }

    [Benchmark]
    public bool Add() => AltBn128.TryAdd(_points, _result);

    [Benchmark]
    public bool Multiply() => AltBn128.TryMultiply(_points, _scalar, _result);

    [Benchmark]
    public bool Check_one_pair() => AltBn128.TryCheckPairing(_pair, out _);

    [Benchmark]
    public bool Check_two_pairs() => AltBn128.TryCheckPairing(_twoPairs, out _);

    [Benchmark]
    public bool Check_eight_pairs() => AltBn128.TryCheckPairing(_eightPairs, out _);
}
