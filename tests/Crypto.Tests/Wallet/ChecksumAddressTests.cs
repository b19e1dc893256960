using System.Text.Json;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Wallet;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Wallet;

public sealed class ChecksumAddressTests
{
    [Fact]
    public void Spelling_and_keys_agree_with_the_vectors()
    {
        JsonElement file = VectorFile.Load("evm", "vectors", "secp256k1", "addresses.json.gz");
        foreach (JsonElement vector in file.EnumerateArray())
        {
            var address = Address.Parse(vector.Text("address"));

            Assert.Equal(vector.Text("checksumAddress"), ChecksumAddress.Format(address));
            Assert.True(ChecksumAddress.TryParse(vector.Text("checksumAddress"), out Address parsed));
            Assert.Equal(address, parsed);
            if (vector.TryGetProperty("privateKey", out _))
            {
                Assert.Equal(address, new Secp256k1Signer(vector.Bytes("privateKey")).Address);
            }
        }
    }

    // The examples of EIP-55.
    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    public void The_examples_of_the_proposal_are_accepted(string text)
    {
        Assert.True(ChecksumAddress.TryParse(text, out Address address));
        Assert.Equal(text, ChecksumAddress.Format(address));
    }

    [Theory]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    public void Letters_of_one_case_carry_no_checksum(string text)
    {
        Assert.True(ChecksumAddress.TryParse(text, out Address address));
        Assert.Equal("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ChecksumAddress.Format(address));
    }

    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")]
    [InlineData("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA")]
    [InlineData("0xgaAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("")]
    [InlineData(null)]
    public void A_wrong_checksum_or_shape_is_refused(string? text)
    {
        Assert.False(ChecksumAddress.TryParse(text, out Address address));
        Assert.Equal(Address.Zero, address);
    }
}
