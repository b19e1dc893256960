using System.Security.Cryptography;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Vrf;

/// <summary>Proving of ECVRF-SECP256K1-SHA256-TAI (RFC 9381, section 5.1).</summary>
/// <remarks>
/// <para>What touches the key or the nonce takes constant time and is wiped.</para>
/// <para>The nonce is that of RFC 9381 section 5.4.2.1, RFC 6979 over the encoded input, with the name of the suite as
/// additional data. The same key makes ECDSA signatures whose nonces are those of RFC 6979 too: without the name, a
/// signature over the SHA-256 of an encoded input would repeat the nonce of its proof, and both together give the key
/// away. Nobody who verifies sees a difference, and outputs do not depend on the nonce.</para>
/// </remarks>
internal static class VrfProver
{
    /// <summary>Proves the output of a key for an input.</summary>
    /// <param name="privateKey">32 bytes, a number from 1 to n - 1.</param>
    /// <param name="id">The public key of <paramref name="privateKey"/>; with another one the proof gives the key away.</param>
    /// <param name="input">The input.</param>
    public static byte[] Prove(ReadOnlySpan<byte> privateKey, in NodeId id, ReadOnlySpan<byte> input)
    {
        Span<byte> publicKey = stackalloc byte[CurvePoint.EncodedBytes];
        Span<byte> encodedInput = stackalloc byte[CurvePoint.EncodedBytes];
        CurvePoint point = Encode(id, input, publicKey, encodedInput);

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> nonce = stackalloc byte[VrfSuite.ScalarBytes];
        _ = SHA256.HashData(encodedInput, digest);
        try
        {
            DeterministicNonce.Derive(privateKey, digest, "ECVRF-SECP256K1-SHA256-TAI"u8, nonce);
            return Prove(privateKey, nonce, point, publicKey, encodedInput);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(nonce);
        }
    }

    /// <summary>Proves with a given nonce, which must be secret and used once.</summary>
    public static byte[] ProveWith(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> privateKey, in NodeId id, ReadOnlySpan<byte> input)
    {
        Span<byte> publicKey = stackalloc byte[CurvePoint.EncodedBytes];
        Span<byte> encodedInput = stackalloc byte[CurvePoint.EncodedBytes];
        CurvePoint point = Encode(id, input, publicKey, encodedInput);
        return Prove(privateKey, nonce, point, publicKey, encodedInput);
    }

    private static CurvePoint Encode(
        in NodeId id, ReadOnlySpan<byte> input, Span<byte> publicKey, Span<byte> encodedInput)
    {
        if (!CurvePoint.TryFrom(id, out CurvePoint key))
        {
            throw new ArgumentException($"{id} is not a point of secp256k1.", nameof(id));
        }

        key.Encode(publicKey);
        if (!VrfSuite.TryEncodeToCurve(publicKey, input, out CurvePoint point))
        {
            throw new CryptographicException("No point was found for this input: a chance of 2^-256.");
        }

        point.Encode(encodedInput);
        return point;
    }

    // Gamma = x * H, U = k * B, V = k * H, c = hash(Y, H, Gamma, U, V), s = k + c * x.
    private static byte[] Prove(
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> nonce,
        in CurvePoint point,
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> encodedInput)
    {
        Span<byte> gamma = stackalloc byte[CurvePoint.EncodedBytes];
        Span<byte> u = stackalloc byte[CurvePoint.EncodedBytes];
        Span<byte> v = stackalloc byte[CurvePoint.EncodedBytes];
        Span<byte> challenge = stackalloc byte[VrfSuite.ScalarBytes];
        if (!point.TryMultiplyBySecret(privateKey, gamma)
            || !CurvePoint.TryMultiplyGenerator(nonce, out CurvePoint commitment)
            || !point.TryMultiplyBySecret(nonce, v))
        {
            throw new CryptographicException("The key or the nonce is not a number from 1 to n - 1.");
        }

        commitment.Encode(u);
        VrfSuite.WriteChallenge(publicKey, encodedInput, gamma, u, v, challenge);
        byte[] proof = new byte[VrfSuite.ProofBytes];
        gamma.CopyTo(proof);
        challenge[^VrfSuite.ChallengeBytes..].CopyTo(proof.AsSpan(CurvePoint.EncodedBytes));
        Respond(privateKey, nonce, challenge, proof.AsSpan(VrfSuite.ProofBytes - VrfSuite.ScalarBytes));
        return proof;
    }

    // The product c * x tells x, so it never stands in memory that outlives the call.
    private static void Respond(
        ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> challenge, Span<byte> response)
    {
        nint context = Secp256k1Library.Context;
        Span<byte> sum = stackalloc byte[VrfSuite.ScalarBytes];
        privateKey.CopyTo(sum);
        try
        {
            if (Secp256k1Library.MultiplyPrivateKey(context, sum, challenge) != 1
                || Secp256k1Library.AddToPrivateKey(context, sum, nonce) != 1)
            {
                throw new CryptographicException("The challenge or the response is zero: a chance of 2^-128.");
            }

            sum.CopyTo(response);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(sum);
        }
    }
}
