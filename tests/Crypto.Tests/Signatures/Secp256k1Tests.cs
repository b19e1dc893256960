using System.Text.Json;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Signatures;

public sealed class Secp256k1Tests
{
    private const string Order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    [Fact]
    public void Signatures_keys_and_addresses_agree_with_the_vectors()
    {
        foreach (JsonElement vector in Vectors())
        {
            byte[] privateKey = vector.Bytes("privateKey");
            byte[] signature = new byte[Secp256k1.RecoverableSignatureBytes];

            Assert.True(Secp256k1.TrySign(Digest(vector), privateKey, signature));
            Assert.Equal($"{vector.Text("r")}{vector.Text("s")}", Convert.ToHexStringLower(signature.AsSpan(0, 64)));
            Assert.Equal(vector.GetProperty("recId").GetInt32(), signature[64]);
            Assert.True(Secp256k1.TryDerivePublicKey(privateKey, out NodeId publicKey));
            Assert.Equal(vector.Text("publicKey"), $"04{Convert.ToHexStringLower(publicKey.Bytes)}");
            Assert.Equal(vector.Text("address"), Secp256k1.AddressOf(publicKey).ToString());
        }
    }

    [Fact]
    public void Recovery_and_verification_agree_with_the_vectors()
    {
        foreach (JsonElement vector in Vectors())
        {
            byte[] compact = Convert.FromHexString($"{vector.Text("r")}{vector.Text("s")}");
            int recoveryId = vector.GetProperty("recId").GetInt32();

            Assert.True(Secp256k1.TryRecover(Digest(vector), compact, recoveryId, out NodeId publicKey));
            Assert.Equal(vector.Text("publicKey"), $"04{Convert.ToHexStringLower(publicKey.Bytes)}");
            Assert.True(Secp256k1.Verify(publicKey, Digest(vector), compact));
            Assert.False(Secp256k1.Verify(publicKey, Another(Digest(vector)), compact));
            Assert.True(Secp256k1.IsOnCurve(publicKey));
        }
    }

    [Fact]
    public void Recovery_as_the_evm_asks_for_it_agrees_with_the_vectors()
    {
        foreach (JsonElement vector in VectorFile.Load("evm", "precompiles", "ecrecover.json").EnumerateArray())
        {
            byte[] input = new byte[128];
            byte[] given = vector.Bytes("Input");
            given.AsSpan(0, Math.Min(given.Length, input.Length)).CopyTo(input);
            var v = UInt256.FromBigEndian(input.AsSpan(32, 32));
            bool isRecovered = v.TryToInt32(out int parity)
                & Secp256k1.TryRecover(new Hash256(input.AsSpan(0, 32)), input.AsSpan(64), parity - 27, out NodeId key);

            Assert.Equal(
                vector.Text("Expected"),
                isRecovered ? $"{new string('0', 24)}{Secp256k1.AddressOf(key).ToString()[2..]}" : "");
        }
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("01")]
    [InlineData("")]
    public void What_is_no_private_key_is_refused(string hex)
    {
        byte[] key = Convert.FromHexString(hex);

        Assert.False(Secp256k1.TryDerivePublicKey(key, out NodeId publicKey));
        Assert.Equal(NodeId.Zero, publicKey);
        Assert.False(Secp256k1.TrySign(Hash256.Zero, key, new byte[Secp256k1.RecoverableSignatureBytes]));
        Assert.Throws<ArgumentException>(() => new Secp256k1Signer(key));
    }

    [Fact]
    public void A_public_key_off_the_curve_verifies_nothing()
    {
        var signer = Secp256k1Signer.Generate();
        byte[] bytes = signer.Id.ToArray();
        bytes[^1] ^= 1;
        var offCurve = new NodeId(bytes);

        Assert.False(Secp256k1.IsOnCurve(offCurve));
        Assert.False(Secp256k1.IsOnCurve(NodeId.Zero));
        Assert.False(Secp256k1.Verify(offCurve, Hash256.Zero, signer.Sign(Hash256.Zero).AsSpan(0, 64)));
    }

    private static JsonElement.ArrayEnumerator Vectors() =>
        VectorFile.Load("evm", "vectors", "secp256k1", "sign_recover.json").EnumerateArray();

    private static Hash256 Digest(JsonElement vector) => new(vector.Bytes("msgHash"));

    private static Hash256 Another(in Hash256 digest) => CryptoSuites.Secp256k1.Hash.Hash(digest.Bytes);
}
