using System.Buffers.Binary;
using Ledger.Domain.Abi;

namespace Ledger.Domain.Tests.Abi;

/// <summary>Data that is made to cost more than it weighs.</summary>
public sealed class AbiHostileTests
{
    /// <summary>Each of 16 levels has 16 offsets to the same next level: 2^64 values in 9 KB.</summary>
    [Fact]
    public void Offsets_that_share_parts_do_not_multiply()
    {
        const int Fan = 16;
        const int Levels = 16;
        byte[] level = new byte[32 * (1 + Fan)];
        BinaryPrimitives.WriteInt32BigEndian(level.AsSpan(28), Fan);
        for (int i = 0; i < Fan; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(level.AsSpan((32 * (1 + i)) + 28), 32 * Fan);
        }

        byte[] data = [.. Word(32), .. Enumerable.Repeat(level, Levels).SelectMany(bytes => bytes), .. Word(0)];
        AbiType.Tuple types = AbiType.ParseTuple("(bytes" + string.Concat(Enumerable.Repeat("[]", Levels)) + ")");
        AssertRefusedCheaply(types, data, "share parts");
        AssertRefusedCheaply(types, data, "not canonical", AbiLayout.Canonical);
    }

    [Fact]
    public void An_array_whose_elements_are_one_long_text_does_not_multiply()
    {
        const int Elements = 30_000;
        byte[] data =
        [
            .. Word(32),
            .. Word(Elements),
            .. Enumerable.Repeat(Word(32 * Elements), Elements).SelectMany(word => word),
            .. Word(500_000),
            .. new byte[500_000],
        ];
        AssertRefusedCheaply(AbiType.ParseTuple("(bytes[])"), data, "share parts");
    }

    [Fact]
    public void An_offset_to_itself_ends()
    {
        AbiType.Tuple types = AbiType.ParseTuple("(uint256[][][][])");
        byte[] data = [.. Word(32), .. Word(1), .. Word(0), .. Word(0), .. Word(0)];
        AbiCodec.TryDecode(types, data, AbiLayout.Any, out _, out _);
        byte[] loop = [.. Word(0), .. Word(0)];
        Assert.True(AbiCodec.TryDecode(types, loop, AbiLayout.Any, out AbiValue values, out _));
        Assert.Equal(0, values[0].Length);
    }

    [Fact]
    public void Lengths_are_not_believed_before_they_are_paid_for()
    {
        foreach (string type in (string[])["uint8[]", "bytes", "string", "bytes[]", "(uint8,uint8)[]", "bytes[3][]"])
        {
            foreach (long length in (long[])[2, 100, int.MaxValue, uint.MaxValue, long.MaxValue])
            {
                byte[] data = [.. Word(32), .. Word(length)];
                AssertRefusedCheaply(AbiType.TupleOf(AbiType.Parse(type)), data, "length");
            }
        }
    }

    [Fact]
    public void Types_that_wrap_a_word_many_times_cost_no_more_than_their_share()
    {
        string wrapped = new string('(', 30) + "uint8" + new string(')', 30);
        AbiType.Tuple types = AbiType.ParseTuple($"({wrapped}[])");
        byte[] data = [.. Word(32), .. Word(50_000), .. new byte[32 * 50_000]];
        AssertRefusedCheaply(types, data, "share parts");
    }

    [Fact]
    public void Long_honest_data_is_read_in_one_pass()
    {
        const int Elements = 200_000;
        AbiType.Tuple types = AbiType.ParseTuple("((uint256,bytes)[])");
        var item = AbiValue.List(7, new byte[] { 1 });
        byte[] data = AbiCodec.Encode(types, AbiValue.List([.. Enumerable.Repeat(item, Elements)]));
        foreach (AbiLayout layout in Enum.GetValues<AbiLayout>())
        {
            Assert.Equal(Elements, AbiCodec.Decode(types, data, layout)[0].Length);
        }
    }

    [Fact]
    public void An_encoding_longer_than_the_limit_is_not_made()
    {
        AbiType.Tuple types = AbiType.ParseTuple("(bytes[])");
        AbiValue megabyte = new byte[1024 * 1024];
        Assert.False(AbiCodec.TryEncode(
            types, [AbiValue.List([.. Enumerable.Repeat(megabyte, 64)])], out byte[] bytes, out AbiProblem? problem));
        Assert.Empty(bytes);
        Assert.Equal("arg[0][63]", problem!.Path);
    }

    [Fact]
    public void Data_longer_than_the_limit_is_not_read() => Assert.False(AbiCodec.TryDecode(
        AbiType.ParseTuple("(uint256)"), new byte[AbiLimits.EncodingMaxBytes + 1], AbiLayout.Any, out _, out _));

    private static void AssertRefusedCheaply(
        AbiType.Tuple types, byte[] data, string words, AbiLayout layout = AbiLayout.Any)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(AbiCodec.TryDecode(types, data, layout, out _, out AbiProblem? problem));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Contains(words, problem!.Text, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 100_000 + (32L * data.Length));
    }

    private static byte[] Word(long number)
    {
        byte[] word = new byte[32];
        BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(24), number);
        return word;
    }
}
