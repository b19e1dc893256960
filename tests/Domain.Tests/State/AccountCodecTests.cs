using Ledger.Domain.Encoding;
using Ledger.Domain.State;
using Ledger.Testing;

namespace Ledger.Domain.Tests.State;

public sealed class AccountCodecTests
{
    [Fact]
    public void An_account_comes_back_as_it_was() => SeededCases.Run(2_000, random =>
    {
        Account account = Generators.Account(random);
        byte[] encoded = AccountCodec.Encode(account);
        Assert.InRange(encoded.Length, 4, AccountCodec.MaxSizeBytes);
        Assert.True(AccountCodec.TryDecode(encoded, out Account decoded));
        Assert.Equal(account, decoded);
    });

    [Fact]
    public void An_account_without_code_has_an_empty_code_hash() =>
        Assert.Equal("0xc3070980", Hex.Encode(AccountCodec.Encode(new Account(7, 9, default))));

    [Theory]
    [InlineData("0x", "nothing")]
    [InlineData("0xc0", "no fields")]
    [InlineData("0xc20709", "a field too few")]
    [InlineData("0xc407098080", "a field too many")]
    [InlineData("0xc307098000", "bytes behind it")]
    [InlineData("0xc3000980", "a nonce with a leading zero")]
    [InlineData("0xc4070981ff", "a code hash of one byte")]
    [InlineData("0xe30709a00000000000000000000000000000000000000000000000000000000000000000", "a zero code hash")]
    public void Bytes_that_are_no_account_are_refused(string hex, string what) =>
        Assert.False(AccountCodec.TryDecode(Hex.Decode(hex), out _), what);
}
