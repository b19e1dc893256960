using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Encoding;

public sealed class RlpReaderTests
{
    [Theory]
    [InlineData("0x", "no bytes")]
    [InlineData("0x8100", "a single byte below 0x80 with a prefix")]
    [InlineData("0x817f", "a single byte below 0x80 with a prefix")]
    [InlineData("0x82ff", "a string cut short")]
    [InlineData("0xb801ff", "a long form for a short string")]
    [InlineData("0xb90001", "a length with a leading zero")]
    [InlineData("0xbfffffffffffffffffff", "a length of 2^64 - 1")]
    [InlineData("0xbf7fffffffffffffffff", "a length of 2^63 - 1")]
    [InlineData("0xbb7fffffff00", "a length of 2^31 - 1")]
    [InlineData("0xb8", "no length")]
    [InlineData("0xc0", "a list")]
    public void A_byte_string_is_refused_when_it_is(string hex, string what)
    {
        var reader = new RlpReader(Hex.Decode(hex));
        Assert.False(reader.TryReadBytes(out _), what);
        Assert.Equal(0, reader.Position);
    }

    [Theory]
    [InlineData("0xc1", "cut short")]
    [InlineData("0xf801c0", "in long form though short")]
    [InlineData("0xffffffffffffffffffff", "of 2^64 - 1 bytes")]
    [InlineData("0x80", "a string")]
    public void A_list_is_refused_when_it_is(string hex, string what)
    {
        var reader = new RlpReader(Hex.Decode(hex));
        Assert.False(reader.TryReadList(out _), what);
        Assert.Equal(0, reader.Position);
    }

    [Theory]
    [InlineData("0x00")]
    [InlineData("0x820001")]
    [InlineData("0xa1010000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0xc0")]
    public void An_integer_has_no_leading_zero_and_at_most_256_bits(string hex)
    {
        var reader = new RlpReader(Hex.Decode(hex));
        Assert.False(reader.TryReadUInt256(out _));
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void An_integer_too_large_for_its_type_is_refused_and_not_passed_over()
    {
        var reader = new RlpReader(Hex.Decode("0x89010000000000000000"));
        Assert.False(reader.TryReadUInt64(out _));
        Assert.True(reader.TryReadUInt256(out UInt256 value));
        Assert.Equal(new UInt256(0, 1), value);

        reader = new RlpReader(Hex.Decode("0x888000000000000000"));
        Assert.False(reader.TryReadInt64(out _));
        Assert.False(reader.TryReadInt32(out _));
        Assert.True(reader.TryReadUInt64(out ulong number));
        Assert.Equal(1UL << 63, number);
    }

    [Fact]
    public void A_nested_list_is_read_by_a_reader_of_its_own()
    {
        var reader = new RlpReader(Hex.Decode("0xc701c20203820400"));
        Assert.True(reader.TryReadOnlyList(out RlpReader outer));
        Assert.True(outer.TryReadInt32(out int first));
        Assert.True(outer.TryReadList(out RlpReader inner));
        Assert.True(inner.TryReadInt32(out int second));
        Assert.Equal(4, inner.Position);
        Assert.True(inner.TryReadInt64(out long third));
        Assert.True(inner.IsAtEnd);
        Assert.True(outer.TryReadUInt64(out ulong fourth));
        Assert.True(outer.IsAtEnd);
        Assert.Equal((1, 2, 3L, 1024UL), (first, second, third, fourth));
    }

    [Fact]
    public void Bytes_behind_the_outer_list_are_seen() =>
        Assert.False(new RlpReader(Hex.Decode("0xc000")).TryReadOnlyList(out _));

    [Fact]
    public void An_item_inside_a_list_may_not_reach_beyond_its_end()
    {
        var reader = new RlpReader(Hex.Decode("0xc182ffffff"));
        Assert.True(reader.TryReadList(out RlpReader items));
        Assert.False(items.TryReadBytes(out _));
    }

    [Fact]
    public void Counting_stops_above_the_most_that_the_caller_takes()
    {
        var reader = new RlpReader([1, 2, 3, 0xc1, 0x80]);
        Assert.True(reader.TryCount(4, out int count));
        Assert.Equal(4, count);
        Assert.False(reader.TryCount(3, out _));
    }

    [Fact]
    public void Fixed_sizes_are_exact()
    {
        byte[] address = [0x94, .. new byte[20]];
        Assert.True(new RlpReader(address).TryReadAddress(out _));
        Assert.False(new RlpReader(address).TryReadHash(out _));
        Assert.True(new RlpReader(address).TryReadOptionalAddress(out Address? some));
        Assert.Equal(Address.Zero, some);
        Assert.True(new RlpReader([0x80]).TryReadOptionalAddress(out Address? none));
        Assert.Null(none);
        Assert.False(new RlpReader([0x93, .. new byte[19]]).TryReadOptionalAddress(out _));
    }

    [Fact]
    public void Skipping_checks_what_is_inside()
    {
        Assert.True(RlpTree.IsOneItem(Hex.Decode("0xc7c0c1c0c3c0c1c0")));
        Assert.False(RlpTree.IsOneItem(Hex.Decode("0xc28100")));
        Assert.False(RlpTree.IsOneItem(Hex.Decode("0xc2c2c0")));
    }

    [Fact]
    public void Skipping_follows_lists_to_a_stated_depth()
    {
        Assert.True(RlpTree.IsOneItem(Nest(RlpReader.DepthMax)));
        Assert.False(RlpTree.IsOneItem(Nest(RlpReader.DepthMax + 1)));
        Assert.False(RlpTree.IsOneItem(Nest(100_000)));
    }

    [Fact]
    public void What_a_writer_writes_a_reader_reads() => SeededCases.Run(2_000, random =>
    {
        byte[] bytes = Generators.Bytes(random, 70_000);
        UInt256 number = Generators.Number(random);
        long small = Generators.NonNegative(random);
        UInt256[] items = Generators.List(random, 40, Generators.Number);
        using var writer = new RlpWriter(capacityBytes: 1);
        int outer = writer.BeginList();
        writer.WriteBytes(bytes);
        int inner = writer.BeginList();
        foreach (UInt256 item in items)
        {
            writer.WriteInteger(item);
        }

        writer.EndList(inner);
        writer.WriteInteger(small);
        writer.EndList(outer);
        writer.WriteInteger(number);

        var reader = new RlpReader(writer.ToArray());
        Assert.True(reader.TryReadList(out RlpReader list));
        Assert.True(list.TryReadBytes(out ReadOnlySpan<byte> readBytes));
        Assert.True(bytes.AsSpan().SequenceEqual(readBytes));
        Assert.True(list.TryReadList(out RlpReader readItems));
        foreach (UInt256 item in items)
        {
            Assert.True(readItems.TryReadUInt256(out UInt256 readItem));
            Assert.Equal(item, readItem);
        }

        Assert.True(readItems.IsAtEnd);
        Assert.True(list.TryReadInt64(out long readSmall));
        Assert.Equal(small, readSmall);
        Assert.True(list.IsAtEnd);
        Assert.True(reader.TryReadUInt256(out UInt256 readNumber));
        Assert.Equal(number, readNumber);
        Assert.True(reader.IsAtEnd);
    });

    /// <summary>Lists within lists, the innermost empty.</summary>
    private static byte[] Nest(int depth)
    {
        byte[] header = new byte[9];
        var prefix = new List<byte>();
        int content = 0;
        for (int i = 0; i < depth; i++)
        {
            int headerBytes = RlpWriter.WriteListHeader(header, content);
            prefix.AddRange(header.AsSpan(0, headerBytes).ToArray().Reverse());
            content += headerBytes;
        }

        prefix.Reverse();
        return [.. prefix];
    }
}
