using System.Runtime.InteropServices;

namespace Ledger.Crypto.Signatures;

/// <summary>The library's arithmetic on points and on numbers modulo the order of the curve.</summary>
internal static partial class Secp256k1Library
{
    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_seckey_verify")]
    public static partial int VerifyPrivateKey(nint context, ReadOnlySpan<byte> privateKey);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_seckey_tweak_mul")]
    public static partial int MultiplyPrivateKey(nint context, Span<byte> privateKey, ReadOnlySpan<byte> factor);

    /// <summary>Takes variable time: for public factors only.</summary>
    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_pubkey_tweak_mul")]
    public static partial int MultiplyPublicKey(nint context, Span<byte> publicKey, ReadOnlySpan<byte> factor);

    /// <summary>Adds a multiple of the generator. Takes variable time: for public tweaks only.</summary>
    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_pubkey_tweak_add")]
    public static partial int AddToPublicKey(nint context, Span<byte> publicKey, ReadOnlySpan<byte> tweak);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_pubkey_negate")]
    public static partial int NegatePublicKey(nint context, Span<byte> publicKey);

    /// <summary>Multiplies a point by a secret number in constant time and hands the product to a function.</summary>
    [LibraryImport(FileName, EntryPoint = "secp256k1_ecdh")]
    public static unsafe partial int MultiplyBySecret(
        nint context,
        Span<byte> output,
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> privateKey,
        delegate* unmanaged[Cdecl]<byte*, byte*, byte*, void*, int> encode,
        nint data);

    /// <summary>Adds two points; fails when the sum is infinity.</summary>
    public static unsafe int AddPublicKeys(
        nint context, Span<byte> sum, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        fixed (byte* firstKey = first, secondKey = second)
        {
            byte** keys = stackalloc byte*[] { firstKey, secondKey };
            return CombinePublicKeys(context, sum, keys, 2);
        }
    }

    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_pubkey_combine")]
    private static unsafe partial int CombinePublicKeys(nint context, Span<byte> sum, byte** keys, nuint count);
}
