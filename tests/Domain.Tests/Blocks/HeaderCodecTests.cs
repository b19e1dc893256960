using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Blocks;

public sealed class HeaderCodecTests
{
    [Fact]
    public void A_header_comes_back_as_it_was() => SeededCases.Run(1_000, random =>
    {
        BlockHeader header = Generators.Header(random);
        byte[] encoded = HeaderCodec.Encode(header);
        Assert.True(HeaderCodec.TryDecode(encoded, out BlockHeader? decoded));
        Assert.Equal(Comparable(header), Comparable(decoded!));
        Assert.Equal(header.SealerList, decoded!.SealerList);
        Assert.Equal(
            header.ExtraData.Select(item => Hex.Encode(item.Span)), decoded.ExtraData.Select(item => Hex.Encode(item.Span)));
        Assert.Equal(CryptoSuites.Secp256k1.Hash.Hash(encoded), HeaderCodec.Hash(header, CryptoSuites.Secp256k1.Hash));
    });

    [Fact]
    public void The_thirteen_fields_stand_in_FISCO_BCOS_order()
    {
        BlockHeader header = Generators.Header(new Random(1)) with
        {
            Number = 1,
            GasLimit = 2,
            GasUsed = 3,
            Timestamp = 4,
            ExtraData = [(byte[])[5]],
            Sealer = 6,
            SealerList = [],
        };
        string expected = string.Concat(
            "f901b0a0", Digits(header.ParentHash), "a0", Digits(header.StateRoot), "a0", Digits(header.TransactionsRoot), "a0",
            Digits(header.ReceiptsRoot), "a0", Digits(header.DbHash), "b90100", Hex.Encode(header.LogsBloom.Bytes)[2..])
            + "01020304c10506c0";
        Assert.Equal(expected, Hex.Encode(HeaderCodec.Encode(header))[2..]);
    }

    [Fact]
    public void A_set_of_too_many_sealers_is_refused()
    {
        BlockHeader header = Generators.Header(new Random(2));
        NodeId[] sealers = [.. Enumerable.Range(0, HeaderCodec.SealersMax + 1).Select(_ => NodeId.Zero)];
        Assert.True(HeaderCodec.TryDecode(HeaderCodec.Encode(header with { SealerList = sealers[1..] }), out _));
        Assert.False(HeaderCodec.TryDecode(HeaderCodec.Encode(header with { SealerList = sealers }), out _));
    }

    [Fact]
    public void Too_much_extra_data_is_refused()
    {
        BlockHeader header = Generators.Header(new Random(3));
        var items = new ReadOnlyMemory<byte>[HeaderCodec.ExtraDataItemsMax + 1];
        Assert.True(HeaderCodec.TryDecode(HeaderCodec.Encode(header with { ExtraData = items[1..] }), out _));
        Assert.False(HeaderCodec.TryDecode(HeaderCodec.Encode(header with { ExtraData = items }), out _));
        Assert.False(HeaderCodec.TryDecode(
            HeaderCodec.Encode(header with { ExtraData = [new byte[HeaderCodec.MaxSizeBytes]] }), out _));
    }

    [Fact]
    public void A_negative_number_has_no_encoding() => Assert.ThrowsAny<ArgumentException>(
        () => HeaderCodec.Encode(Generators.Header(new Random(4)) with { Number = -1 }));

    private static string Digits(in Hash256 hash) => hash.ToString()[2..];

    private static BlockHeader Comparable(BlockHeader header) => header with { ExtraData = [], SealerList = [] };
}
