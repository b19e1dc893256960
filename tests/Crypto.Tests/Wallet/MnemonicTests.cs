using Ledger.Crypto.Wallet;

namespace Ledger.Crypto.Tests.Wallet;

public sealed class MnemonicTests
{
    private const string Junk = "test test test test test test test test test test test junk";

    // The accounts that hardhat, anvil and ganache print for this phrase.
    [Theory]
    [InlineData(0, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")]
    [InlineData(1, "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")]
    [InlineData(2, "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")]
    [InlineData(9, "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720")]
    public void Accounts_are_those_of_the_usual_tools(int index, string account) =>
        Assert.Equal(account, ChecksumAddress.Format(Mnemonic.DeriveSigner(Junk, index).Address));

    // The first vectors that accompany BIP-39, passphrase TREZOR.
    [Theory]
    [InlineData(
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04")]
    [InlineData(
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6fa457fe1296106559a3c80937a1c1069be3a3a5bd381ee6260e8d9739fce1f607")]
    public void Seeds_agree_with_the_published_vectors(string phrase, string seed) =>
        Assert.Equal(seed, Convert.ToHexStringLower(Mnemonic.ToSeed(phrase, "TREZOR")));

    [Fact]
    public void Spaces_around_the_words_do_not_matter() =>
        Assert.Equal(Mnemonic.ToSeed(Junk), Mnemonic.ToSeed($"  {Junk.Replace(" ", " \t ", StringComparison.Ordinal)}\n"));

    [Theory]
    [InlineData("")]
    [InlineData("test junk")]
    [InlineData("Test test test test test test test test test test test junk")]
    [InlineData("test test test test test test test test test test test j0nk")]
    public void What_is_no_phrase_is_refused_without_repeating_it(string phrase)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Mnemonic.ToSeed(phrase));

        Assert.DoesNotContain("junk", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_account_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Mnemonic.DeriveSigner(Junk, -1));
}
