using System.Text.Json;
using Ledger.Domain.Abi;

namespace Ledger.Domain.Tests.Abi;

public sealed class AbiJsonTests
{
    [Theory]
    [InlineData("uint256", "12", "12")]
    [InlineData("uint256", "\"12\"", "12")]
    [InlineData("uint256", "\"0x0c\"", "12")]
    [InlineData("int8", "\"-0x80\"", "-128")]
    [InlineData("int8", "-128", "-128")]
    [InlineData("fixed8x1", "\"-1.5\"", "-15")]
    [InlineData("ufixed", "1.5", "1500000000000000000")]
    [InlineData("bool", "true", "true")]
    [InlineData("bytes2", "\"0x0aFf\"", "0x0aff")]
    [InlineData("string", "\"\\u4e2d\"", "\"中\"")]
    [InlineData("(uint8 a,uint8 b)", "{\"b\":1,\"a\":2}", "[2, 1]")]
    [InlineData("(uint8 a,uint8 b)", "[1,2]", "[1, 2]")]
    [InlineData("uint8[2]", "[1,2]", "[1, 2]")]
    public void Values_are_read(string type, string json, string value)
    {
        Assert.True(AbiJson.TryRead(AbiType.Parse(type), JsonElement.Parse(json), out AbiValue read, out _));
        Assert.Equal(value, read.ToString());
    }

    [Theory]
    [InlineData("uint8", "256", "")]
    [InlineData("uint8", "-1", "")]
    [InlineData("uint8", "1.0", "")]
    [InlineData("uint8", "1e1", "")]
    [InlineData("uint8", "\"\"", "")]
    [InlineData("uint8", "\"0x\"", "")]
    [InlineData("uint8", "\" 1\"", "")]
    [InlineData("uint8", "true", "")]
    [InlineData("uint256", "115792089237316195423570985008687907853269984665640564039457584007913129639936", "")]
    [InlineData("int256", "-57896044618658097711785492504343953926634992332820282019728792003956564819969", "")]
    [InlineData("fixed8x1", "\"1.55\"", "")]
    [InlineData("fixed8x1", "\"1.\"", "")]
    [InlineData("bool", "1", "")]
    [InlineData("address", "\"0x00\"", "")]
    [InlineData("bytes2", "\"0x0aff00\"", "")]
    [InlineData("bytes", "\"0af\"", "")]
    [InlineData("bytes", "\"0aff\"", "")]
    [InlineData("string", "\"\\ud800\"", "")]
    [InlineData("string", "5", "")]
    [InlineData("uint8[2]", "[1]", "")]
    [InlineData("uint8[2]", "[1,true]", "[1]")]
    [InlineData("(uint8 a,uint8 b)", "{\"a\":1}", "")]
    [InlineData("(uint8 a,uint8 b)", "{\"a\":1,\"c\":2}", "")]
    [InlineData("(uint8 a,uint8 b)", "{\"a\":1,\"b\":\"x\"}", ".b")]
    [InlineData("(uint8,uint8 b)", "{\"\":1,\"b\":1}", "")]
    public void What_does_not_fit_is_refused_at_its_place(string type, string json, string path)
    {
        Assert.False(AbiJson.TryRead(AbiType.Parse(type), JsonElement.Parse(json), out _, out AbiProblem? problem));
        Assert.Equal(path, problem!.Path);
        Assert.NotEmpty(problem.Text);
    }

    [Fact]
    public void A_number_of_a_million_digits_is_refused_at_once() => Assert.False(AbiJson.TryRead(
        AbiType.Parse("uint256"), JsonElement.Parse(new string('1', 1_000_000)), out _, out _));
}
