using System.Security.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Vrf;

/// <summary>The hashes of ECVRF-SECP256K1-SHA256-TAI, which is RFC 9381 section 5 with the parameters of its suite
/// ECVRF-P256-SHA256-TAI on secp256k1.</summary>
/// <remarks>The RFC names no suite for this curve; 0xFE is the suite string that implementations have agreed on. Those
/// that follow drafts of the RFC (to number 6) use it too, with hashes that differ: their proofs are refused here.</remarks>
internal static class VrfSuite
{
    /// <summary>Length of a challenge (RFC 9381 cLen).</summary>
    public const int ChallengeBytes = 16;

    /// <summary>Length of a number modulo the order of the curve (RFC 9381 qLen).</summary>
    public const int ScalarBytes = 32;

    /// <summary>Length of a proof: gamma ‖ c ‖ s (RFC 9381, section 5.5).</summary>
    public const int ProofBytes = CurvePoint.EncodedBytes + ChallengeBytes + ScalarBytes;

    private const byte SuiteString = 0xfe;
    private const byte EncodeToCurveFront = 0x01;
    private const byte ChallengeFront = 0x02;
    private const byte ProofToHashFront = 0x03;
    private const byte Back = 0x00;
    private const byte EvenPrefix = 0x02;
    private const int PrefixBytes = 2;
    private const int PointsInChallenge = 5;
    private const int AttemptsMax = 256;

    /// <summary>Maps an input to a point by trying and incrementing (RFC 9381, section 5.4.1.1), in a time that depends
    /// on the input.</summary>
    /// <param name="publicKey">The encoded public key of the prover, the salt.</param>
    /// <param name="input">The input.</param>
    /// <param name="point">The point.</param>
    /// <returns><see langword="false"/> with a chance of 2^-256.</returns>
    public static bool TryEncodeToCurve(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> input, out CurvePoint point)
    {
        byte[] message = [SuiteString, EncodeToCurveFront, .. publicKey, .. input, 0, Back];
        Span<byte> candidate = stackalloc byte[CurvePoint.EncodedBytes];
        candidate[0] = EvenPrefix;
        for (int attempt = 0; attempt < AttemptsMax; attempt++)
        {
            message[^2] = (byte)attempt;
            _ = SHA256.HashData(message, candidate[1..]);
            if (CurvePoint.TryDecode(candidate, out point))
            {
                return true;
            }
        }

        point = default;
        return false;
    }

    /// <summary>Hashes the five encoded points Y, H, gamma, U and V to a challenge (RFC 9381, section 5.4.3).</summary>
    /// <param name="publicKey">Y.</param>
    /// <param name="encodedInput">H.</param>
    /// <param name="gamma">Gamma.</param>
    /// <param name="u">U.</param>
    /// <param name="v">V.</param>
    /// <param name="challenge">Room for the challenge as a number of <see cref="ScalarBytes"/> bytes.</param>
    public static void WriteChallenge(
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> encodedInput,
        ReadOnlySpan<byte> gamma,
        ReadOnlySpan<byte> u,
        ReadOnlySpan<byte> v,
        Span<byte> challenge)
    {
        Span<byte> message = stackalloc byte[PrefixBytes + (PointsInChallenge * CurvePoint.EncodedBytes) + 1];
        message[0] = SuiteString;
        message[1] = ChallengeFront;
        Span<byte> points = message[PrefixBytes..];
        publicKey.CopyTo(points);
        encodedInput.CopyTo(points[CurvePoint.EncodedBytes..]);
        gamma.CopyTo(points[(2 * CurvePoint.EncodedBytes)..]);
        u.CopyTo(points[(3 * CurvePoint.EncodedBytes)..]);
        v.CopyTo(points[(4 * CurvePoint.EncodedBytes)..]);
        message[^1] = Back;

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(message, hash);
        ToScalar(hash[..ChallengeBytes], challenge);
    }

    /// <summary>Writes a challenge as a number modulo the order of the curve.</summary>
    public static void ToScalar(ReadOnlySpan<byte> challenge, Span<byte> scalar)
    {
        scalar[..(ScalarBytes - ChallengeBytes)].Clear();
        challenge.CopyTo(scalar[(ScalarBytes - ChallengeBytes)..]);
    }

    /// <summary>The output that a proof with this gamma carries (RFC 9381, section 5.2).</summary>
    public static Hash256 OutputOf(ReadOnlySpan<byte> gamma)
    {
        Span<byte> message = stackalloc byte[PrefixBytes + CurvePoint.EncodedBytes + 1];
        message[0] = SuiteString;
        message[1] = ProofToHashFront;
        gamma.CopyTo(message[PrefixBytes..]);
        message[^1] = Back;

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(message, hash);
        return new Hash256(hash);
    }
}
