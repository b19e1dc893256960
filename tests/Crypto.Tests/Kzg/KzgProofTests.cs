using System.Text.Json;
using Ledger.Crypto.Bls12381;
using Ledger.Crypto.Kzg;

namespace Ledger.Crypto.Tests.Kzg;

public sealed class KzgProofTests
{
    private const int PointOffset = 32;
    private const int ValueOffset = 64;
    private const int CommitmentOffset = 96;
    private const int ProofOffset = 144;

    private static readonly byte[] Infinity = [0xc0, .. new byte[KzgProof.PointBytes - 1]];

    [Fact]
    public void A_constant_polynomial_has_its_value_everywhere()
    {
        // The commitment of the constant 1 is the generator, and the proof is infinity.
        byte[] generator = Convert.FromHexString(
            "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb");
        byte[] one = new byte[Scalar.SizeBytes];
        one[^1] = 1;
        byte[] two = new byte[Scalar.SizeBytes];
        two[^1] = 2;

        Assert.True(KzgProof.Verify(generator, two, one, Infinity));
        Assert.False(KzgProof.Verify(generator, two, two, Infinity));
        Assert.True(KzgProof.Verify(Infinity, two, new byte[Scalar.SizeBytes], Infinity));
        Assert.False(KzgProof.Verify(Infinity, two, one, Infinity));
    }

    [Fact]
    public void A_proof_holds_for_its_own_point_value_and_commitment_only()
    {
        foreach (JsonElement vector in VectorFile.Load("evm", "precompiles", "kzg_point_evaluation.json").EnumerateArray().Take(4))
        {
            byte[] input = vector.Bytes("Input");
            Assert.True(Verify(input));

            // The last bit of the point or of the value.
            foreach (int index in new[] { ValueOffset - 1, CommitmentOffset - 1 })
            {
                byte[] other = [.. input];
                other[index] ^= 1;
                bool isConstant = input.AsSpan(ProofOffset).SequenceEqual(Infinity) && index == ValueOffset - 1;
                Assert.Equal(isConstant, Verify(other));
            }
        }
    }

    [Fact]
    public void Field_elements_from_the_modulus_on_are_refused()
    {
        byte[] zero = new byte[Scalar.SizeBytes];
        byte[] modulus = Scalar.Modulus.ToArray();

        Assert.True(KzgProof.Verify(Infinity, zero, zero, Infinity));
        Assert.False(KzgProof.Verify(Infinity, modulus, zero, Infinity));
        Assert.False(KzgProof.Verify(Infinity, zero, modulus, Infinity));
    }

    [Fact]
    public void Points_outside_the_subgroup_are_refused()
    {
        // (0, 2) is on the curve and has order 3.
        byte[] outside = [0x80, .. new byte[KzgProof.PointBytes - 1]];
        byte[] zero = new byte[Scalar.SizeBytes];
        Assert.True(G1Point.TryDecompress(outside, out _));

        Assert.False(KzgProof.Verify(outside, zero, zero, Infinity));
        Assert.False(KzgProof.Verify(Infinity, zero, zero, outside));
    }

    [Fact]
    public void The_versioned_hash_is_the_digest_with_its_first_byte_replaced()
    {
        byte[] hash = System.Security.Cryptography.SHA256.HashData(Infinity);
        Assert.False(KzgProof.IsVersionedHash(hash, Infinity));
        hash[0] = 1;
        Assert.True(KzgProof.IsVersionedHash(hash, Infinity));
        hash[31] ^= 1;
        Assert.False(KzgProof.IsVersionedHash(hash, Infinity));
        Assert.False(KzgProof.IsVersionedHash(hash.AsSpan(0, 31), Infinity));
    }

    private static bool Verify(ReadOnlySpan<byte> input) => KzgProof.Verify(
        input[CommitmentOffset..ProofOffset],
        input[PointOffset..ValueOffset],
        input[ValueOffset..CommitmentOffset],
        input[ProofOffset..]);
}
