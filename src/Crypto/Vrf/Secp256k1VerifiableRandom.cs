using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Vrf;

/// <summary>ECVRF-SECP256K1-SHA256-TAI over node keys (RFC 9381, section 5): proofs gamma ‖ c ‖ s of 81 bytes.</summary>
/// <remarks>
/// <para>Verifying sees public values only and takes variable time.</para>
/// <para>Stricter than the RFC in what no honest prover can make: a challenge of zero, and a response that makes U or V
/// infinity. s itself must be below the order, so that a proof has one encoding.</para>
/// </remarks>
public sealed class Secp256k1VerifiableRandom : IVerifiableRandom
{
    /// <inheritdoc/>
    public int ProofSizeBytes => VrfSuite.ProofBytes;

    /// <inheritdoc/>
    public bool TryVerify(in NodeId prover, ReadOnlySpan<byte> input, ReadOnlySpan<byte> proof, out Hash256 output)
    {
        output = Hash256.Zero;
        if (proof.Length != VrfSuite.ProofBytes
            || !CurvePoint.TryDecode(proof[..CurvePoint.EncodedBytes], out CurvePoint gamma)
            || !CurvePoint.TryFrom(prover, out CurvePoint key))
        {
            return false;
        }

        Span<byte> publicKey = stackalloc byte[CurvePoint.EncodedBytes];
        key.Encode(publicKey);
        if (!VrfSuite.TryEncodeToCurve(publicKey, input, out CurvePoint point)
            || !IsChallengeRight(publicKey, key, point, gamma, proof))
        {
            return false;
        }

        output = VrfSuite.OutputOf(proof[..CurvePoint.EncodedBytes]);
        return true;
    }

    /// <inheritdoc/>
    public Hash256 OutputOf(ReadOnlySpan<byte> proof) => VrfSuite.OutputOf(proof[..CurvePoint.EncodedBytes]);

    // RFC 9381, section 5.3: U = s * B - c * Y, V = s * H - c * Gamma, c = hash(Y, H, Gamma, U, V).
    private static bool IsChallengeRight(
        ReadOnlySpan<byte> publicKey,
        in CurvePoint key,
        in CurvePoint point,
        in CurvePoint gamma,
        ReadOnlySpan<byte> proof)
    {
        Span<byte> challenge = stackalloc byte[VrfSuite.ScalarBytes];
        VrfSuite.ToScalar(proof.Slice(CurvePoint.EncodedBytes, VrfSuite.ChallengeBytes), challenge);
        ReadOnlySpan<byte> response = proof[^VrfSuite.ScalarBytes..];

        CurvePoint u = key;
        CurvePoint product = point;
        CurvePoint subtrahend = gamma;
        if (!u.TryMultiply(challenge) || !subtrahend.TryMultiply(challenge) || !product.TryMultiply(response))
        {
            return false;
        }

        u.Negate();
        subtrahend.Negate();
        if (!u.TryAddGenerator(response) || !CurvePoint.TryAdd(product, subtrahend, out CurvePoint v))
        {
            return false;
        }

        Span<byte> points = stackalloc byte[3 * CurvePoint.EncodedBytes];
        point.Encode(points);
        u.Encode(points[CurvePoint.EncodedBytes..]);
        v.Encode(points[(2 * CurvePoint.EncodedBytes)..]);
        Span<byte> expected = stackalloc byte[VrfSuite.ScalarBytes];
        VrfSuite.WriteChallenge(
            publicKey,
            points[..CurvePoint.EncodedBytes],
            proof[..CurvePoint.EncodedBytes],
            points.Slice(CurvePoint.EncodedBytes, CurvePoint.EncodedBytes),
            points[(2 * CurvePoint.EncodedBytes)..],
            expected);
        return expected.SequenceEqual(challenge);
    }
}
