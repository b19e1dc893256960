using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;

namespace Ledger.Domain.Tests.Abi;

public sealed class AbiTypeTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Theory]
    [InlineData("uint", "uint256")]
    [InlineData("int", "int256")]
    [InlineData("fixed", "fixed128x18")]
    [InlineData("ufixed8x80", "ufixed8x80")]
    [InlineData("function", "function")]
    [InlineData("bytes1[]", "bytes1[]")]
    [InlineData("(uint256,bytes32[3])[]", "(uint256,bytes32[3])[]")]
    [InlineData("tuple(address to, uint value)[2][]", "(address,uint256)[2][]")]
    [InlineData("( uint8 a , (string) b )", "(uint8,(string))")]
    [InlineData("()", "()")]
    public void Types_are_read_and_named(string text, string name) => Assert.Equal(name, AbiType.Parse(text).Name);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("uint7")]
    [InlineData("uint0")]
    [InlineData("uint264")]
    [InlineData("uint08")]
    [InlineData("Uint256")]
    [InlineData("uint256 ")]
    [InlineData("bytes0")]
    [InlineData("bytes33")]
    [InlineData("bytes-1")]
    [InlineData("fixed128")]
    [InlineData("fixed128x81")]
    [InlineData("fixed128x0")]
    [InlineData("fixed128x018")]
    [InlineData("address payable")]
    [InlineData("tuple")]
    [InlineData("string8")]
    [InlineData("uint256[")]
    [InlineData("uint256]")]
    [InlineData("uint256[0]")]
    [InlineData("uint256[01]")]
    [InlineData("uint256[-1]")]
    [InlineData("uint256[1]x")]
    [InlineData("uint256[999999999]")]
    [InlineData("uint256[99999999999]")]
    [InlineData("uint256[10000][10000]")]
    [InlineData("string[999999999]")]
    [InlineData("()[]")]
    [InlineData("(())")]
    [InlineData("(uint256")]
    [InlineData("(uint256,)")]
    [InlineData("(,uint256)")]
    [InlineData("(uint256;bool)")]
    [InlineData("(uint256 1a)")]
    [InlineData("(uint256 a b)")]
    [InlineData("(uint256))")]
    [InlineData("ü")]
    public void What_is_no_type_is_refused_with_a_reason(string text)
    {
        Assert.False(AbiType.TryParse(text, out AbiType? type, out AbiProblem? problem));
        Assert.Null(type);
        Assert.NotEmpty(problem!.Text);
        Assert.Throws<AbiException>(() => AbiType.Parse(text));
    }

    [Fact]
    public void Types_nest_to_a_limit()
    {
        string deepest = string.Concat("uint8", string.Concat(Enumerable.Repeat("[1]", AbiLimits.DepthMax)));
        Assert.True(AbiType.TryParse(deepest, out _, out _));
        Assert.False(AbiType.TryParse(deepest + "[1]", out _, out _));
        string tuples = new string('(', AbiLimits.DepthMax) + "uint8" + new string(')', AbiLimits.DepthMax);
        Assert.True(AbiType.TryParse(tuples, out _, out _));
        Assert.False(AbiType.TryParse($"({tuples})", out _, out _));
        Assert.False(AbiType.TryParse(new string('(', 10_000), out _, out _));
        Assert.False(AbiType.TryParse("uint8" + string.Concat(Enumerable.Repeat("[]", 5_000)), out _, out _));
        Assert.False(AbiType.TryParse(new string('a', AbiLimits.TypeTextMax + 1), out _, out _));
    }

    [Fact]
    public void Tuples_have_members_to_a_limit()
    {
        AbiType.Boolean[] most = [.. Enumerable.Repeat(new AbiType.Boolean(), AbiLimits.MembersMax)];
        Assert.Equal(AbiLimits.MembersMax, AbiType.TupleOf(most).Members.Count);
        Assert.Throws<AbiException>(() => AbiType.TupleOf([.. most, new AbiType.Boolean()]));
    }

    [Fact]
    public void Types_know_their_place_in_the_encoding()
    {
        var pairs = AbiType.Parse("(uint256,bytes32[3])[2]");
        Assert.Equal((false, 256), (pairs.IsDynamic, pairs.HeadSizeBytes));
        var texts = AbiType.Parse("string[3]");
        Assert.Equal((true, 32), (texts.IsDynamic, texts.HeadSizeBytes));
        Assert.True(texts.IsHashedInTopics && pairs.IsHashedInTopics && !AbiType.Parse("bytes32").IsHashedInTopics);
    }

    [Fact]
    public void Names_of_members_do_not_make_another_type() =>
        Assert.Equal(AbiType.Parse("(uint256 a,bool b)"), AbiType.Parse("(uint256,bool)"));

    [Theory]
    [InlineData("transfer(address to, uint256 value)", "transfer(address,uint256)", "0xa9059cbb")]
    [InlineData("balanceOf(address)", "balanceOf(address)", "0x70a08231")]
    [InlineData("Error(string)", "Error(string)", "0x08c379a0")]
    [InlineData("Panic(uint)", "Panic(uint256)", "0x4e487b71")]
    public void Signatures_are_read_and_hashed_in_canonical_form(string text, string signature, string selector)
    {
        var function = AbiFunction.Parse(text, Hash);
        Assert.Equal(signature, function.Signature);
        Assert.Equal(selector, function.Selector.ToString());
    }

    [Theory]
    [InlineData("(address)")]
    [InlineData("transfer")]
    [InlineData("1transfer(address)")]
    [InlineData("transfer(address) returns")]
    [InlineData("tränsfer(address)")]
    public void What_is_no_signature_is_refused(string text) =>
        Assert.Throws<AbiException>(() => AbiFunction.Parse(text, Hash));
}
