using System.Text;
using System.Text.Json;
using Ledger.Crypto.Hashing;

namespace Ledger.Crypto.Tests.Hashing;

public sealed class Ripemd160Tests
{
    // The examples of the algorithm's authors.
    [Theory]
    [InlineData("", "9c1185a5c5e9fc54612808977ee8f548b2258d31")]
    [InlineData("a", "0bdc9d2d256b3ee9daae347be6f4dc835a467ffe")]
    [InlineData("abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc")]
    [InlineData("message digest", "5d0689ef49d2fae572b881b123a85ffa21595f36")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "f71c27109c692c1b56bbdceb5b9d2865b3708dbc")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "12a053384a9c0c88e405a06c27dcf49ada62eb2b")]
    [InlineData(
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "9b752e45573d4b39f4dbd3323cab82bf63326bfb")]
    public void The_examples_of_the_authors_come_out(string message, string digest) =>
        Assert.Equal(digest, HashOf(Encoding.ASCII.GetBytes(message)));

    [Fact]
    public void A_million_letters_come_out_as_the_authors_say() => Assert.Equal(
        "52783243c1697bdbe16d37f97f68f08325dc1528", HashOf(Encoding.ASCII.GetBytes(new string('a', 1_000_000))));

    [Fact]
    public void Precompile_vectors_agree()
    {
        foreach (JsonElement vector in VectorFile.Load("evm", "precompiles", "ripemd160.json").EnumerateArray())
        {
            Assert.Equal(vector.Text("Expected"), $"{new string('0', 24)}{HashOf(vector.Bytes("Input"))}");
        }
    }

    private static string HashOf(byte[] message)
    {
        byte[] digest = new byte[Ripemd160.DigestBytes];
        Ripemd160.Hash(message, digest);
        return Convert.ToHexStringLower(digest);
    }
}
