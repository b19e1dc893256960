using BenchmarkDotNet.Attributes;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Primitives;

namespace Ledger.Benchmarks.Abi;

/// <summary>A token transfer, beside the same bytes written by hand, and an array of tuples with texts and arrays inside.</summary>
[MemoryDiagnoser]
public class AbiBenchmarks
{
    private const int Orders = 50;

    private static readonly byte[] Selector = [0xa9, 0x05, 0x9c, 0xbb];

    private static readonly AbiFunction Transfer = AbiFunction.Parse(
        "transfer(address to, uint256 value)", CryptoSuites.Secp256k1.Hash, "(bool)");

    private static readonly AbiFunction Place = AbiFunction.Parse(
        "place((address seller, (bytes32 id, uint256[] amounts)[] lots, string note)[] orders)", CryptoSuites.Secp256k1.Hash);

    private readonly Address _to = Address.Parse("0x00000000000000000000000000000000000000a1");
    private readonly UInt256 _value = 1_000_000_000;
    private readonly AbiValue _orders;
    private readonly byte[] _transferData;
    private readonly byte[] _placeData;

    public AbiBenchmarks()
    {
        var lot = AbiValue.List(Hash256.Zero, AbiValue.List(1, 2, 3));
        var order = AbiValue.List(_to, AbiValue.List(lot, lot), "a note that is a little longer than one word is");
        _orders = AbiValue.List([.. Enumerable.Repeat(order, Orders)]);
        _transferData = EncodeTransfer();
        _placeData = EncodeTuples();
    }

    [Benchmark(Baseline = true)]
    public byte[] EncodeTransferByHand()
    {
        byte[] data = new byte[Selector.Length + (2 * UInt256.SizeBytes)];
        Selector.CopyTo(data, 0);
        _to.Bytes.CopyTo(data.AsSpan(Selector.Length + UInt256.SizeBytes - Address.SizeBytes));
        _value.WriteBigEndian(data.AsSpan(Selector.Length + UInt256.SizeBytes));
        return data;
    }

    [Benchmark]
    public byte[] EncodeTransfer() => Transfer.EncodeCall(_to, _value);

    [Benchmark]
    public UInt256 DecodeTransfer()
    {
        Transfer.TryDecodeCall(_transferData, AbiLayout.Any, out AbiValue arguments, out _);
        return arguments[1].AsUInt256();
    }

    /// <summary>35 KB: 50 orders of two lots each.</summary>
    [Benchmark]
    public byte[] EncodeTuples() => Place.EncodeCall(_orders);

    [Benchmark]
    public int DecodeTuples()
    {
        Place.TryDecodeCall(_placeData, AbiLayout.Canonical, out AbiValue arguments, out _);
        return arguments[0].Length;
    }

    [Benchmark]
    public int DecodeTuplesOfAnyLayout()
    {
        Place.TryDecodeCall(_placeData, AbiLayout.Any, out AbiValue arguments, out _);
        return arguments[0].Length;
    }
}
