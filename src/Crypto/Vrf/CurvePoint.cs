using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Vrf;

/// <summary>A point of secp256k1 other than infinity, as libsecp256k1 keeps it.</summary>
/// <remarks>The default value is no point, and the library aborts on it: after a method that returned
/// <see langword="false"/> the value must not be used.</remarks>
[InlineArray(Secp256k1Library.InternalPublicKeyBytes)]
internal struct CurvePoint
{
    /// <summary>Length of the compressed encoding (SEC 1, section 2.3.3).</summary>
    public const int EncodedBytes = Secp256k1Library.CompressedPublicKeyBytes;

    private const int CoordinateBytes = 32;
    private const byte UncompressedPrefix = 0x04;
    private const byte EvenPrefix = 0x02;

    private byte _first;

    /// <summary>Reads a compressed point; there is one encoding for each.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out CurvePoint point)
    {
        point = default;
        return encoded.Length == EncodedBytes
            && Secp256k1Library.ParsePublicKey(Secp256k1Library.Context, point, encoded, EncodedBytes) == 1;
    }

    /// <summary>The point that a node id is.</summary>
    public static bool TryFrom(in NodeId id, out CurvePoint point)
    {
        point = default;
        Span<byte> encoded = stackalloc byte[Secp256k1Library.UncompressedPublicKeyBytes];
        encoded[0] = UncompressedPrefix;
        id.Bytes.CopyTo(encoded[1..]);
        return Secp256k1Library.ParsePublicKey(Secp256k1Library.Context, point, encoded, (nuint)encoded.Length) == 1;
    }

    /// <summary>The generator times a secret number, in constant time.</summary>
    /// <returns>Whether the number is from 1 to n - 1.</returns>
    public static bool TryMultiplyGenerator(ReadOnlySpan<byte> secret, out CurvePoint product)
    {
        product = default;
        return Secp256k1Library.CreatePublicKey(Secp256k1Library.Context, product, secret) == 1;
    }

    /// <summary>The sum of two points.</summary>
    /// <returns><see langword="false"/> when it is infinity.</returns>
    public static bool TryAdd(in CurvePoint left, in CurvePoint right, out CurvePoint sum)
    {
        sum = default;
        return Secp256k1Library.AddPublicKeys(Secp256k1Library.Context, sum, left, right) == 1;
    }

    /// <summary>Writes the compressed encoding.</summary>
    public readonly void Encode(Span<byte> encoded) =>
        Secp256k1Library.SerializePublicKey(Secp256k1Library.Context, encoded[..EncodedBytes], this);

    /// <summary>Writes the encoding of this point times a secret number, in constant time.</summary>
    /// <returns>Whether the number is from 1 to n - 1.</returns>
    public readonly unsafe bool TryMultiplyBySecret(ReadOnlySpan<byte> secret, Span<byte> encoded) =>
        Secp256k1Library.MultiplyBySecret(
            Secp256k1Library.Context, encoded[..EncodedBytes], this, secret, &EncodeProduct, 0) == 1;

    /// <summary>Multiplies by a public number, in variable time.</summary>
    /// <returns>Whether the number is from 1 to n - 1.</returns>
    public bool TryMultiply(ReadOnlySpan<byte> factor) =>
        Secp256k1Library.MultiplyPublicKey(Secp256k1Library.Context, this, factor) == 1;

    /// <summary>Adds the generator times a public number, in variable time.</summary>
    /// <returns>Whether the number is below n and the sum is not infinity.</returns>
    public bool TryAddGenerator(ReadOnlySpan<byte> factor) =>
        Secp256k1Library.AddToPublicKey(Secp256k1Library.Context, this, factor) == 1;

    /// <summary>Turns the point into its inverse.</summary>
    public void Negate() => _ = Secp256k1Library.NegatePublicKey(Secp256k1Library.Context, this);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int EncodeProduct(byte* output, byte* x, byte* y, void* data)
    {
        output[0] = (byte)(EvenPrefix | (y[CoordinateBytes - 1] & 1));
        new ReadOnlySpan<byte>(x, CoordinateBytes).CopyTo(new Span<byte>(output + 1, CoordinateBytes));
        return 1;
    }
}
