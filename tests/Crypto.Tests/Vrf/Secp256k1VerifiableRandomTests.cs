using System.Numerics;
using System.Security.Cryptography;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Vrf;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Vrf;

public sealed class Secp256k1VerifiableRandomTests
{
    private const int ChallengeAt = 33;
    private const int ResponseAt = 49;

    private static readonly byte[] Key = [.. new byte[31], 7];
    private static readonly Secp256k1Signer Signer = new(Key);
    private static readonly byte[] Input = [1, 2, 3];
    private readonly Secp256k1VerifiableRandom _random = new();

    [Fact]
    public void The_suite_of_a_normal_chain_has_it()
    {
        Secp256k1VerifiableRandom random = Assert.IsType<Secp256k1VerifiableRandom>(CryptoSuites.Secp256k1.VerifiableRandom);

        Assert.Equal(81, random.ProofSizeBytes);
        Assert.Equal(random.ProofSizeBytes, Signer.Prove(Input).Length);
    }

    [Fact]
    public void A_proof_agrees_with_the_model_for_any_key_and_input() => SeededCases.Run(8, random =>
    {
        byte[] key = [0, .. Generators.Exactly(random, 31)];
        var signer = new Secp256k1Signer(key);
        byte[] input = Generators.Bytes(random, 300);
        byte[] nonce = [0, .. Generators.Exactly(random, 31)];
        EcvrfModel model = EcvrfModel.Secp256k1;
        BigInteger x = new(key, isUnsigned: true, isBigEndian: true);
        BigInteger k = new(nonce, isUnsigned: true, isBigEndian: true);

        Assert.Equal(model.Prove(x, input, k), VrfProver.ProveWith(nonce, key, signer.Id, input));

        byte[] proof = signer.Prove(input);
        Assert.True(_random.TryVerify(signer.Id, input, proof, out Hash256 output));
        Assert.Equal(model.Verify(model.PublicKey(x), input, proof), output.ToArray());
    });

    [Fact]
    public void The_same_input_gives_the_same_proof_and_another_input_another_output()
    {
        var outputs = new HashSet<Hash256>();
        for (byte i = 0; i < 50; i++)
        {
            byte[] proof = Signer.Prove([i]);
            Assert.Equal(proof, Signer.Prove([i]));
            Assert.True(_random.TryVerify(Signer.Id, [i], proof, out Hash256 output));
            Assert.True(outputs.Add(output));
        }
    }

    /// <summary>RFC 9381, section 3.1: full uniqueness.</summary>
    [Fact]
    public void The_output_does_not_depend_on_the_nonce()
    {
        byte[] first = Signer.Prove(Input);
        Assert.True(_random.TryVerify(Signer.Id, Input, first, out Hash256 expected));
        for (byte i = 1; i <= 20; i++)
        {
            byte[] proof = VrfProver.ProveWith([.. new byte[31], i], Key, Signer.Id, Input);

            Assert.NotEqual(first, proof);
            Assert.True(_random.TryVerify(Signer.Id, Input, proof, out Hash256 output));
            Assert.Equal(expected, output);
        }
    }

    /// <summary>The signature's r is the x coordinate of its nonce times the generator. With equal nonces, the proof's
    /// s = k + c x and the signature's s = (m + r x) / k would give the key away.</summary>
    [Fact]
    public void A_signature_and_a_proof_over_the_same_bytes_have_different_nonces()
    {
        EcvrfModel model = EcvrfModel.Secp256k1;
        byte[] encodedInput = model.EncodedInput(model.PublicKey(7), Input);
        byte[] seal = Signer.Sign(new Hash256(SHA256.HashData(encodedInput)));
        byte[] proof = Signer.Prove(Input);
        BigInteger c = new(proof.AsSpan(ChallengeAt, 16), isUnsigned: true, isBigEndian: true);
        BigInteger s = new(proof.AsSpan(ResponseAt), isUnsigned: true, isBigEndian: true);
        BigInteger nonce = (s - (c * 7)) % model.Order;
        byte[] commitment = model.PublicKey(nonce.Sign < 0 ? nonce + model.Order : nonce);

        Assert.Equal(proof, model.Prove(7, Input, nonce.Sign < 0 ? nonce + model.Order : nonce));
        Assert.NotEqual(seal[..32], commitment[1..]);
    }

    [Fact]
    public void Every_single_flipped_bit_of_a_proof_is_noticed()
    {
        byte[] proof = Signer.Prove(Input);
        for (int bit = 0; bit < proof.Length * 8; bit++)
        {
            proof[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(Signer.Id, Input, proof);
            proof[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(_random.TryVerify(Signer.Id, Input, proof, out _));
    }

    [Fact]
    public void Every_other_value_of_a_byte_of_a_proof_is_refused() => SeededCases.Run(100, random =>
    {
        byte[] proof = Signer.Prove(Input);
        proof[random.Next(proof.Length)] += (byte)random.Next(1, 256);
        AssertRefused(Signer.Id, Input, proof);
    });

    [Fact]
    public void A_proof_of_another_key_or_for_another_input_is_refused()
    {
        byte[] proof = Signer.Prove(Input);

        AssertRefused(new Secp256k1Signer([.. new byte[31], 8]).Id, Input, proof);
        AssertRefused(Signer.Id, [1, 2, 4], proof);
        AssertRefused(Signer.Id, [1, 2, 3, 0], proof);
        AssertRefused(Signer.Id, [], proof);
    }

    [Fact]
    public void A_prover_whose_id_is_no_point_of_the_curve_is_refused()
    {
        byte[] outside = Signer.Id.ToArray();
        outside[^1] ^= 1;

        AssertRefused(NodeId.Zero, Input, Signer.Prove(Input));
        AssertRefused(new NodeId(outside), Input, Signer.Prove(Input));
        Assert.Throws<ArgumentException>(() => VrfProver.Prove(Key, new NodeId(outside), Input));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    [InlineData(80)]
    [InlineData(82)]
    [InlineData(162)]
    public void A_proof_of_another_length_is_refused(int length)
    {
        byte[] proof = new byte[length];
        byte[] right = Signer.Prove(Input);
        right.AsSpan(0, Math.Min(length, right.Length)).CopyTo(proof);

        AssertRefused(Signer.Id, Input, proof);
    }

    [Fact]
    public void A_gamma_that_is_infinity_or_no_compressed_point_is_refused()
    {
        foreach (byte prefix in (byte[])[0x00, 0x01, 0x04, 0x06, 0x07, 0xff])
        {
            byte[] proof = Signer.Prove(Input);
            proof[0] = prefix;
            AssertRefused(Signer.Id, Input, proof);
        }

        byte[] infinity = Signer.Prove(Input);
        infinity.AsSpan(0, ChallengeAt).Clear();
        AssertRefused(Signer.Id, Input, infinity);

        // x = 5 is on no point of the curve, and x = p + 1 is a second name for 1, which is.
        byte[] offCurve = Signer.Prove(Input);
        offCurve.AsSpan(1, 32).Clear();
        offCurve[32] = 5;
        AssertRefused(Signer.Id, Input, offCurve);

        byte[] aboveField = Signer.Prove(Input);
        Domain.Encoding.Hex.Decode("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30").CopyTo(aboveField, 1);
        AssertRefused(Signer.Id, Input, aboveField);
    }

    [Fact]
    public void A_response_that_is_not_below_the_order_is_refused()
    {
        EcvrfModel model = EcvrfModel.Secp256k1;
        BigInteger highest = (BigInteger.One << 256) - 1;
        foreach (BigInteger wrong in (BigInteger[])[0, model.Order, model.Order + 1, highest])
        {
            byte[] proof = Signer.Prove(Input);
            EcvrfModel.Bytes(wrong, 32).CopyTo(proof, ResponseAt);
            AssertRefused(Signer.Id, Input, proof);
        }

        // The same s, written as s + n, would be a second proof. With a key and a nonce of 1, s is small enough for it.
        byte[] one = [.. new byte[31], 1];
        NodeId id = new Secp256k1Signer(one).Id;
        byte[] small = VrfProver.ProveWith(one, one, id, Input);
        BigInteger s = new(small.AsSpan(ResponseAt), isUnsigned: true, isBigEndian: true);
        Assert.True(_random.TryVerify(id, Input, small, out _));
        EcvrfModel.Bytes(s + model.Order, 32).CopyTo(small, ResponseAt);
        AssertRefused(id, Input, small);
    }

    [Fact]
    public void A_challenge_of_zero_is_refused()
    {
        byte[] proof = Signer.Prove(Input);
        proof.AsSpan(ChallengeAt, 16).Clear();

        AssertRefused(Signer.Id, Input, proof);
    }

    /// <summary>A nonce of zero makes U and V infinity, which the model encodes as SEC 1 does; nobody honest has one.</summary>
    [Fact]
    public void A_proof_whose_commitments_are_infinity_is_refused()
    {
        EcvrfModel model = EcvrfModel.Secp256k1;
        byte[] proof = model.Prove(7, Input, 0);

        Assert.NotNull(model.Verify(model.PublicKey(7), Input, proof));
        AssertRefused(Signer.Id, Input, proof);
    }

    /// <summary>A prover cannot choose among outputs, whatever challenge and response go with them.</summary>
    [Fact]
    public void A_gamma_of_another_key_is_refused_although_its_challenge_was_made_for_it()
    {
        EcvrfModel model = EcvrfModel.Secp256k1;
        byte[] right = model.Prove(7, Input, 12345);
        Assert.True(_random.TryVerify(Signer.Id, Input, right, out _));

        foreach (BigInteger otherKey in (BigInteger[])[1, 8, model.Order - 7])
        {
            AssertRefused(Signer.Id, Input, model.ProveFalsely(otherKey, 7, Input, 12345));
        }
    }

    [Fact]
    public void Many_threads_prove_and_verify_alike()
    {
        byte[][] expected = [.. Enumerable.Range(0, 20).Select(i => Signer.Prove([(byte)i]))];

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            byte[] input = [(byte)(i % expected.Length)];
            byte[] proof = Signer.Prove(input);
            Assert.Equal(expected[i % expected.Length], proof);
            Assert.True(_random.TryVerify(Signer.Id, input, proof, out _));
        });
    }

    private void AssertRefused(in NodeId id, byte[] input, byte[] proof)
    {
        Assert.False(_random.TryVerify(id, input, proof, out Hash256 output));
        Assert.Equal(Hash256.Zero, output);
    }
}
