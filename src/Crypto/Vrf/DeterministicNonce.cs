using System.Security.Cryptography;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Vrf;

/// <summary>Nonces modulo the order of secp256k1 that depend on the key, the message and the purpose only (RFC 6979).</summary>
internal static class DeterministicNonce
{
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int PurposeBytesMax = 64;

    /// <summary>The order n of the curve (SEC 2, section 2.4.1).</summary>
    private static readonly UInt256 Order = UInt256.Parse(
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", null);

    /// <summary>Derives a nonce (RFC 6979, section 3.2 with HMAC-SHA-256).</summary>
    /// <param name="privateKey">32 bytes.</param>
    /// <param name="digest">32 bytes: the public hash of the message.</param>
    /// <param name="purpose">Up to 64 bytes: the additional data k' of section 3.6. Two uses of a key with different
    /// purposes never share a nonce, which would give the key away.</param>
    /// <param name="nonce">Room for 32 bytes: a number from 1 to n - 1.</param>
    public static void Derive(
        ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> purpose, Span<byte> nonce)
    {
        Span<byte> key = stackalloc byte[HashBytes];
        Span<byte> room = stackalloc byte[HashBytes + 1 + HashBytes + HashBytes + PurposeBytesMax];
        Span<byte> message = room[..(HashBytes + 1 + HashBytes + HashBytes + purpose.Length)];
        try
        {
            key.Clear();
            message[..HashBytes].Fill(1);
            privateKey.CopyTo(message[(HashBytes + 1)..]);
            var number = UInt256.FromBigEndian(digest);
            (number < Order ? number : number - Order).WriteBigEndian(message[(2 * HashBytes + 1)..][..HashBytes]);
            purpose.CopyTo(message[(3 * HashBytes + 1)..]);
            Update(key, message, 0);
            Update(key, message, 1);
            Generate(key, message[..(HashBytes + 1)], nonce);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(room);
        }
    }

    // Steps d and e, and f and g: K = HMAC_K(V ‖ step ‖ rest), V = HMAC_K(V). The message begins with V.
    private static void Update(Span<byte> key, Span<byte> message, byte step)
    {
        message[HashBytes] = step;
        Authenticate(key, message, key);
        Authenticate(key, message[..HashBytes], message);
    }

    // Step h. A first number that is zero or not below n has a chance of 2^-128.
    private static void Generate(Span<byte> key, Span<byte> message, Span<byte> nonce)
    {
        while (true)
        {
            Authenticate(key, message[..HashBytes], message);
            if (Secp256k1Library.VerifyPrivateKey(Secp256k1Library.Context, message) == 1)
            {
                message[..HashBytes].CopyTo(nonce);
                return;
            }

            Update(key, message, 0);
        }
    }

    private static void Authenticate(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> destination)
    {
        Span<byte> code = stackalloc byte[HashBytes];
        _ = HMACSHA256.HashData(key, message, code);
        code.CopyTo(destination);
        CryptographicOperations.ZeroMemory(code);
    }
}
