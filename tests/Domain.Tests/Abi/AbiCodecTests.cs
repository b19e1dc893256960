using System.Numerics;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Tests.Abi;

/// <summary>The rules of the encoding one by one, with the answers that callers see.</summary>
public sealed class AbiCodecTests
{
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string Two = "0000000000000000000000000000000000000000000000000000000000000002";
    private const string Hex20 = "0000000000000000000000000000000000000000000000000000000000000020";
    private const string Hex40 = "0000000000000000000000000000000000000000000000000000000000000040";
    private const string Letter = "6100000000000000000000000000000000000000000000000000000000000000";
    private const string Ones = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    [Theory]
    [InlineData("(uint8)", "00000000000000000000000000000000000000000000000000000000000001ff")]
    [InlineData("(int8)", "0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("(int8)", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("(fixed8x1)", "0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("(bool)", Two)]
    [InlineData("(address)", "0000000000000000000000010000000000000000000000000000000000000000")]
    [InlineData("(bytes1)", "6100000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("(function)", One)]
    public void A_word_with_more_than_its_type_holds_is_refused_in_every_layout(string types, string bytes)
    {
        foreach (AbiLayout layout in Enum.GetValues<AbiLayout>())
        {
            Assert.Equal("arg[0]", Refusal(types, bytes, layout).Path);
        }
    }

    [Theory]
    [InlineData("(string)", Hex40 + Ones + One + Letter)]
    [InlineData("(string)", Hex20 + One + Letter + One)]
    [InlineData("(string)", Hex20 + One + "61")]
    [InlineData("(string)", Hex20 + One + "6162000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("(string,string)", Hex40 + Hex40 + One + Letter)]
    [InlineData("(uint256)", One + "00")]
    public void Only_the_canonical_layout_refuses_what_is_arranged_otherwise(string types, string bytes)
    {
        Refusal(types, bytes, AbiLayout.Canonical);
        AbiValue values = AbiCodec.Decode(AbiType.ParseTuple(types), Hex.Decode(bytes), AbiLayout.Any);
        Assert.Equal(types is "(uint256)" ? 1 : (AbiValue)"a", values[0]);
    }

    [Theory]
    [InlineData("(uint256)", "")]
    [InlineData("(uint256)", "00")]
    [InlineData("(uint256,uint256)", One)]
    [InlineData("(string)", Ones)]
    [InlineData("(string)", Hex40)]
    [InlineData("(string)", Hex20)]
    [InlineData("(string)", Hex20 + One)]
    [InlineData("(string)", Hex20 + Ones + Letter)]
    [InlineData("(string)", "00000000000000000000000000000000000000000000000000000000ffffffff" + One + Letter)]
    [InlineData("(uint256[])", Hex20 + Two + One)]
    [InlineData("(uint256[])", Hex20 + "0000000000000000000000000000000000000000000000000000000040000000" + One)]
    [InlineData("(uint256[2][])", Hex20 + One + One)]
    [InlineData("(string[])", Hex20 + One + Ones)]
    [InlineData("((string,uint256))", Hex20 + Hex40)]
    public void What_is_cut_off_or_points_outside_is_refused_in_every_layout(string types, string bytes)
    {
        foreach (AbiLayout layout in Enum.GetValues<AbiLayout>())
        {
            Refusal(types, bytes, layout);
        }
    }

    [Fact]
    public void Problems_say_where_they_are()
    {
        AbiType.Tuple types = AbiType.ParseTuple("(uint8,(address to,bytes2[] marks) order)");
        Assert.True(AbiCodec.TryEncode(types, [1, AbiValue.List(Address.Zero, AbiValue.List())], out _, out _));
        AssertPath("arg[0]", 256, AbiValue.List(Address.Zero, AbiValue.List()));
        AssertPath("arg.order", 1, 2);
        AssertPath("arg.order", 1, AbiValue.List(Address.Zero));
        AssertPath("arg.order.to", 1, AbiValue.List(7, AbiValue.List()));
        AssertPath("arg.order.marks[1]", 1, AbiValue.List(Address.Zero, AbiValue.List(new byte[2], new byte[3])));
        AssertPath("", 1);

        void AssertPath(string path, params AbiValue[] values)
        {
            Assert.False(AbiCodec.TryEncode(types, values, out _, out AbiProblem? problem));
            Assert.Equal(path, problem!.Path);
            Assert.Equal(problem, Assert.Throws<AbiException>(() => AbiCodec.Encode(types, values)).Problem);
        }
    }

    [Theory]
    [InlineData("uint8", 256, "0 to 255")]
    [InlineData("uint8", -1, "0 to 255")]
    [InlineData("int8", 128, "-128 to 127")]
    [InlineData("int8", -129, "-128 to 127")]
    public void Numbers_that_do_not_fit_are_told_what_would(string type, long number, string range)
    {
        Assert.False(AbiCodec.TryEncode(AbiType.TupleOf(AbiType.Parse(type)), [number], out _, out AbiProblem? problem));
        Assert.Contains(range, problem!.Text, StringComparison.Ordinal);
        Assert.Contains(new AbiValue[] { number }[0].ToString(), problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_convert_from_what_callers_have_and_back()
    {
        Assert.Equal(-5, ((AbiValue)(-5)).AsInt64());
        Assert.Equal(long.MinValue, ((AbiValue)long.MinValue).AsInt64());
        Assert.Equal(-(BigInteger.One << 255), AbiValue.Number(-(BigInteger.One << 255)).AsBigInteger());
        Assert.Equal(UInt256.MaxValue, ((AbiValue)UInt256.MaxValue).AsUInt256());
        Assert.Equal((AbiValue)(-1), AbiValue.FromTwosComplement(UInt256.MaxValue));
        Assert.NotEqual((AbiValue)(-1), (AbiValue)UInt256.MaxValue);
        Assert.Equal("中文", ((AbiValue)"中文").AsText());
        Assert.Equal([1, 2, 3], ((AbiValue)new byte[] { 1, 2, 3 }).AsBytes());
        Assert.NotEqual((AbiValue)new byte[] { 1 }, (AbiValue)new byte[] { 1, 0 });
        Assert.NotEqual((AbiValue)new byte[] { 97 }, (AbiValue)"a");
        Assert.True(((AbiValue)true).AsBoolean());
        Assert.Equal("[1, \"a\", [true]]", AbiValue.List(1, "a", AbiValue.List(true)).ToString());
        Assert.Throws<OverflowException>(() => ((AbiValue)(-5)).AsUInt256());
        Assert.Throws<OverflowException>(() => ((AbiValue)UInt256.MaxValue).AsInt64());
        Assert.Throws<OverflowException>(() => AbiValue.Number(BigInteger.One << 256));
        Assert.Throws<OverflowException>(() => AbiValue.Number(-(BigInteger.One << 255) - 1));
        Assert.Throws<InvalidOperationException>(() => ((AbiValue)5).AsText());
        Assert.Throws<InvalidOperationException>(() => ((AbiValue)5)[0]);
        Assert.ThrowsAny<ArgumentException>(() => (AbiValue)"\ud800");
    }

    [Fact]
    public void Texts_that_are_not_UTF8_keep_their_bytes()
    {
        AbiType.Tuple types = AbiType.ParseTuple("(string)");
        byte[] bytes = AbiCodec.Encode(types, AbiValue.Utf8([0xff, 0x61]));
        AbiValue text = AbiCodec.Decode(types, bytes)[0];
        Assert.Equal("\ufffda", text.AsText());
        Assert.Equal([0xff, 0x61], text.AsUtf8());
        Assert.Equal(bytes, AbiCodec.Encode(types, text));
    }

    [Fact]
    public void Packed_forms_take_the_bytes_of_their_types()
    {
        // The example of the ABI specification, "Non-standard Packed Mode".
        AbiType.Tuple types = AbiType.ParseTuple("(int16,bytes1,uint16,string)");
        Assert.True(AbiPacking.TryEncodePacked(
            types, [-1, new byte[] { 0x42 }, 0x03, "Hello, world!"], out byte[] bytes, out _));
        Assert.Equal("0xffff42000348656c6c6f2c20776f726c6421", Hex.Encode(bytes));
    }

    [Theory]
    [InlineData("(string[])")]
    [InlineData("((uint256))")]
    [InlineData("((uint256)[])")]
    public void Types_without_a_packed_form_are_refused(string types)
    {
        AbiValue value = types.Contains("((", StringComparison.Ordinal) ? AbiValue.List(1) : AbiValue.List("a");
        Assert.False(AbiPacking.TryEncodePacked(AbiType.ParseTuple(types), [value], out _, out AbiProblem? problem));
        Assert.Equal("arg[0]", problem!.Path);
    }

    private static AbiProblem Refusal(string types, string bytes, AbiLayout layout)
    {
        Assert.False(AbiCodec.TryDecode(
            AbiType.ParseTuple(types), Hex.Decode(bytes), layout, out AbiValue values, out AbiProblem? problem));
        Assert.Equal(default, values);
        Assert.NotEmpty(problem!.Text);
        return problem;
    }
}
