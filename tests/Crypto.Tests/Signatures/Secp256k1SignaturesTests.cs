using Ledger.Crypto.Signatures;
using Ledger.Crypto.Tests.Signatures.Lanes;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Signatures;

public sealed class Secp256k1SignaturesTests
{
    private static readonly UInt256 Order = UInt256.Parse(
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", null);

    private static readonly Secp256k1Signer Signer = new(KeyOf(7));
    private static readonly Hash256 Digest = CryptoSuites.Secp256k1.Hash.Hash("a proposal"u8);
    private readonly ISignatureScheme _scheme = CryptoSuites.Secp256k1.Signatures;

    [Fact]
    public void A_seal_verifies_for_its_signer_and_recovers_its_account()
    {
        byte[] seal = Signer.Sign(Digest);

        Assert.Equal(_scheme.SignatureSizeBytes, seal.Length);
        Assert.True(_scheme.Verify(Signer.Id, Digest, seal));
        Assert.True(_scheme.TryRecover(Digest, seal, out Address account));
        Assert.Equal(Signer.Address, account);
    }

    [Fact]
    public void A_seal_does_not_verify_for_another_signer_or_digest()
    {
        byte[] seal = Signer.Sign(Digest);

        Assert.False(_scheme.Verify(new Secp256k1Signer(KeyOf(8)).Id, Digest, seal));
        Assert.False(_scheme.Verify(Signer.Id, Hash256.Zero, seal));
        Assert.False(_scheme.Verify(NodeId.Zero, Digest, seal));
    }

    [Fact]
    public void Signing_is_deterministic_and_s_is_always_low()
    {
        for (byte i = 0; i < 100; i++)
        {
            Hash256 digest = CryptoSuites.Secp256k1.Hash.Hash([i]);
            byte[] seal = Signer.Sign(digest);

            Assert.Equal(seal, Signer.Sign(digest));
            Assert.True(UInt256.FromBigEndian(seal.AsSpan(32, 32)) <= Order >> 1);
            Assert.True(_scheme.Verify(Signer.Id, digest, seal));
        }
    }

    [Fact]
    public void The_twin_of_a_seal_with_a_high_s_is_refused()
    {
        byte[] seal = Signer.Sign(Digest);
        UInt256 highS = Order - UInt256.FromBigEndian(seal.AsSpan(32, 32));
        highS.WriteBigEndian(seal.AsSpan(32));
        seal[64] ^= 1;

        AssertRefused(seal);
        Assert.True(Secp256k1.TryRecover(Digest, seal.AsSpan(0, 64), seal[64], out NodeId key));
        Assert.Equal(Signer.Id, key);
    }

    [Fact]
    public void The_highest_s_that_is_low_is_half_of_the_order()
    {
        byte[] seal = Signer.Sign(Digest);
        (Order >> 1).WriteBigEndian(seal.AsSpan(32));
        Assert.True(_scheme.TryRecover(Digest, seal, out _));

        ((Order >> 1) + 1).WriteBigEndian(seal.AsSpan(32));
        Assert.False(_scheme.TryRecover(Digest, seal, out _));
    }

    [Fact]
    public void A_zero_or_oversized_r_or_s_is_refused()
    {
        foreach (UInt256 wrong in (UInt256[])[UInt256.Zero, Order, Order + 1, UInt256.MaxValue])
        {
            byte[] wrongR = Signer.Sign(Digest);
            wrong.WriteBigEndian(wrongR);
            AssertRefused(wrongR);

            byte[] wrongS = Signer.Sign(Digest);
            wrong.WriteBigEndian(wrongS.AsSpan(32));
            AssertRefused(wrongS);
        }
    }

    [Fact]
    public void A_seal_with_another_v_is_refused()
    {
        byte[] seal = Signer.Sign(Digest);
        byte right = seal[64];
        foreach (byte v in (byte[])[2, 3, 27, 28, 255])
        {
            seal[64] = v;
            AssertRefused(seal);
        }

        seal[64] = (byte)(right ^ 1);
        Assert.False(_scheme.Verify(Signer.Id, Digest, seal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(66)]
    [InlineData(128)]
    public void A_seal_of_another_length_is_refused(int length)
    {
        byte[] seal = new byte[length];
        byte[] right = Signer.Sign(Digest);
        right.AsSpan(0, Math.Min(length, right.Length)).CopyTo(seal);

        AssertRefused(seal);
    }

    [Fact]
    public void Every_single_flipped_bit_is_noticed()
    {
        byte[] seal = Signer.Sign(Digest);
        for (int bit = 0; bit < seal.Length * 8; bit++)
        {
            seal[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(_scheme.Verify(Signer.Id, Digest, seal), $"bit {bit}");
            seal[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_signer_never_shows_its_key()
    {
        string secret = Convert.ToHexStringLower(KeyOf(7));

        Assert.DoesNotContain(secret, Signer.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Signer.Address.ToString(), Signer.ToString(), StringComparison.Ordinal);
        Assert.Empty(typeof(Secp256k1Signer).GetFields());
        Assert.Equal(["Address", "Id"], typeof(Secp256k1Signer).GetProperties().Select(p => p.Name).Order());
    }

    [Fact]
    public void Many_threads_share_the_library_and_get_the_same_answers()
    {
        byte[][] expected = [.. Enumerable.Range(0, 200).Select(i => Signer.Sign(DigestOf(i)))];

        Parallel.For(0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            Hash256 digest = DigestOf(i % expected.Length);
            byte[] seal = Signer.Sign(digest);
            Assert.Equal(expected[i % expected.Length], seal);
            Assert.True(_scheme.Verify(Signer.Id, digest, seal));
            Assert.True(Secp256k1.Verify(Signer.Id, digest, seal.AsSpan(0, 64)));
            Assert.True(Secp256k1.TryDerivePublicKey(KeyOf(7), out NodeId id) && id == Signer.Id);
        });
    }

    /// <summary>On every machine, with AVX-512 or without.</summary>
    [Fact]
    public void Seals_recovered_together_give_the_accounts_that_they_give_one_by_one() => Parallel.For(0, 140, count =>
    {
        var random = new Random(count);
        (Hash256 Digest, byte[] Seal)[] signatures = [.. Enumerable.Range(0, count).Select(_ => SealDraw.Any(random))];
        var accounts = new Address?[count];
        _scheme.RecoverEach(
            [.. signatures.Select(one => one.Digest)], [.. signatures.SelectMany(one => one.Seal)], accounts);

        Assert.Equal(
            signatures.Select(one => _scheme.TryRecover(one.Digest, one.Seal, out Address account) ? (Address?)account : null),
            accounts);
    });

    private static Hash256 DigestOf(int number) =>
        CryptoSuites.Secp256k1.Hash.Hash(BitConverter.GetBytes(number));

    private static byte[] KeyOf(byte last) => [.. new byte[31], last];

    private void AssertRefused(byte[] seal)
    {
        Assert.False(_scheme.Verify(Signer.Id, Digest, seal));
        Assert.False(_scheme.TryRecover(Digest, seal, out Address account));
        Assert.Equal(Address.Zero, account);
    }
}
