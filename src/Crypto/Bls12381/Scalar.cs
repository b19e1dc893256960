using System.Buffers.Binary;

namespace Ledger.Crypto.Bls12381;

/// <summary>A number of 256 bits by which points are multiplied; on the subgroups only its residue modulo their order r counts.</summary>
public readonly struct Scalar
{
    /// <summary>Bytes of a scalar, big-endian.</summary>
    public const int SizeBytes = 32;

    private const ulong R0 = 0xffffffff00000001;
    private const ulong R1 = 0x53bda402fffe5bfe;
    private const ulong R2 = 0x3339d80809a1d805;
    private const ulong R3 = 0x73eda753299d7d48;

    private readonly ulong _l0;
    private readonly ulong _l1;
    private readonly ulong _l2;
    private readonly ulong _l3;

    private Scalar(ulong l0, ulong l1, ulong l2, ulong l3)
    {
        _l0 = l0;
        _l1 = l1;
        _l2 = l2;
        _l3 = l3;
    }

    /// <summary>The neutral element of multiplication.</summary>
    public static Scalar One { get; } = new(1, 0, 0, 0);

    /// <summary>The order r of the subgroups, big-endian: the modulus of the field of scalars.</summary>
    public static ReadOnlySpan<byte> Modulus =>
    [
        0x73, 0xed, 0xa7, 0x53, 0x29, 0x9d, 0x7d, 0x48, 0x33, 0x39, 0xd8, 0x08, 0x09, 0xa1, 0xd8, 0x05,
        0x53, 0xbd, 0xa4, 0x02, 0xff, 0xfe, 0x5b, 0xfe, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x01,
    ];

    /// <summary>Reads 32 bytes, big-endian; any number is good (EIP-2537).</summary>
    public static Scalar Decode(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Reads 32 bytes, big-endian, of an element of the field of scalars.</summary>
    /// <returns><see langword="false"/> when the number is not below r (EIP-4844).</returns>
    public static bool TryDecodeCanonical(ReadOnlySpan<byte> bytes, out Scalar scalar)
    {
        scalar = Decode(bytes);
        return !scalar.TrySubtractModulus(out _);
    }

    /// <summary>r - a for a in 1 to r - 1; zero for zero.</summary>
    public static Scalar Negate(in Scalar a)
    {
        Scalar reduced = a.Reduced();
        if ((reduced._l0 | reduced._l1 | reduced._l2 | reduced._l3) == 0)
        {
            return reduced;
        }

        ulong borrow = 0;
        return new Scalar(
            Limbs.Subtract(R0, reduced._l0, ref borrow),
            Limbs.Subtract(R1, reduced._l1, ref borrow),
            Limbs.Subtract(R2, reduced._l2, ref borrow),
            Limbs.Subtract(R3, reduced._l3, ref borrow));
    }

    /// <summary>The digits to base |z| of the residue modulo r, which is below z⁴: a = d0 + d1 |z| + d2 |z|² + d3 |z|³.</summary>
    /// <param name="digits">Four digits, the lowest first.</param>
    internal void ToParameterDigits(Span<ulong> digits)
    {
        Scalar rest = Reduced();
        for (int i = 0; i < digits.Length; i++)
        {
            rest = rest.DivideByParameter(out digits[i]);
        }
    }

    private Scalar Reduced()
    {
        // 2^256 is below 3 r.
        Scalar reduced = this;
        while (reduced.TrySubtractModulus(out Scalar difference))
        {
            reduced = difference;
        }

        return reduced;
    }

    private bool TrySubtractModulus(out Scalar difference)
    {
        ulong borrow = 0;
        difference = new Scalar(
            Limbs.Subtract(_l0, R0, ref borrow),
            Limbs.Subtract(_l1, R1, ref borrow),
            Limbs.Subtract(_l2, R2, ref borrow),
            Limbs.Subtract(_l3, R3, ref borrow));
        return borrow == 0;
    }

    private Scalar DivideByParameter(out ulong remainder)
    {
        remainder = 0;
        ulong l3 = Divide(_l3, ref remainder);
        ulong l2 = Divide(_l2, ref remainder);
        ulong l1 = Divide(_l1, ref remainder);
        ulong l0 = Divide(_l0, ref remainder);
        return new Scalar(l0, l1, l2, l3);
    }

    private static ulong Divide(ulong limb, ref ulong remainder)
    {
        (UInt128 quotient, UInt128 rest) = UInt128.DivRem(new UInt128(remainder, limb), CurveParameter.Absolute);
        remainder = (ulong)rest;
        return (ulong)quotient;
    }
}
