namespace Ledger.Domain.Primitives;

// The EVM reads the same word as a signed number in two's complement where an instruction says so.
public readonly partial struct UInt256
{
    /// <summary>Whether the value is negative when read as a signed number.</summary>
    public bool IsNegative => (long)_u3 < 0;

    /// <summary>Negates modulo 2^256.</summary>
    public static UInt256 operator -(in UInt256 value) => Zero - value;

    /// <summary>Whether <paramref name="left"/> is less than <paramref name="right"/>, both read as signed (SLT).</summary>
    public static bool Slt(in UInt256 left, in UInt256 right) =>
        left.IsNegative == right.IsNegative ? left < right : left.IsNegative;

    /// <summary>Whether <paramref name="left"/> is greater than <paramref name="right"/>, both read as signed (SGT).</summary>
    public static bool Sgt(in UInt256 left, in UInt256 right) => Slt(right, left);

    /// <summary>Divides as signed numbers, rounding toward zero; a zero divisor gives zero (Yellow Paper, appendix H: SDIV).</summary>
    /// <remarks>-2^255 divided by -1 is -2^255 again: the true quotient does not fit.</remarks>
    public static UInt256 SDiv(in UInt256 left, in UInt256 right)
    {
        UInt256 quotient = left.Magnitude / right.Magnitude;
        return left.IsNegative == right.IsNegative ? quotient : -quotient;
    }

    /// <summary>Takes the remainder of signed numbers; it has the sign of <paramref name="left"/>, and a zero divisor gives
    /// zero (Yellow Paper, appendix H: SMOD).</summary>
    public static UInt256 SMod(in UInt256 left, in UInt256 right)
    {
        UInt256 remainder = left.Magnitude % right.Magnitude;
        return left.IsNegative ? -remainder : remainder;
    }

    // The absolute value; that of -2^255 is 2^255, which fits because the result is read as unsigned.
    private UInt256 Magnitude => IsNegative ? -this : this;
}
