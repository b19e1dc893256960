using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <summary>The optimal ate pairing (Vercauteren, "Optimal pairings", 2010) of <see cref="G1"/> and <see cref="G2"/>.</summary>
internal static class Pairing
{
    /// <summary>Miller's loop over many pairs, which share its squarings: the product of their values before the final
    /// exponentiation. No point may be infinity; whether the second ones are in their group is known after it
    /// (<see cref="MillerPair.EndsInSubgroup"/>).</summary>
    public static Fp12 Miller(Span<MillerPair> pairs)
    {
        Fp12 value = Fp12.One;
        ReadOnlySpan<sbyte> digits = CurveDigits.MillerLength;
        for (int i = 1; i < digits.Length; i++)
        {
            Fp12.Square(value, out value);
            int digit = digits[i];
            foreach (ref MillerPair pair in pairs)
            {
                pair.Double(out Line line);
                Fp12.MultiplyByLine(ref value, line);
                if (digit != 0)
                {
                    pair.Add(digit < 0, out line);
                    Fp12.MultiplyByLine(ref value, line);
                }
            }
        }

        foreach (ref MillerPair pair in pairs)
        {
            pair.AddFrobenius(out Line line);
            Fp12.MultiplyByLine(ref value, line);
            pair.SubtractSecondFrobenius(out line);
            Fp12.MultiplyByLine(ref value, line);
        }

        return value;
    }

    /// <summary>Raises to 2u(6u^2 + 3u + 1) · (p^12 - 1)/r, which gives 1 exactly when the power (p^12 - 1)/r does, since r
    /// does not divide the first factor.</summary>
    public static Fp12 FinalExponentiation(in Fp12 value)
    {
        // The easy part (p^6 - 1)(p^2 + 1) ends in the cyclotomic subgroup.
        Fp12.Invert(value, out Fp12 inverse);
        Fp12.Conjugate(value, out Fp12 conjugate);
        Fp12.Multiply(conjugate, inverse, out Fp12 easy);
        FrobeniusSquare(easy, out Fp12 mapped);
        Fp12.Multiply(easy, mapped, out easy);
        return HardPart(easy);
    }

    // Fuentes-Castañeda, Knapp, Rodríguez-Henríquez, "Faster hashing to G2", 2011, section 5: with
    // a = f^(12u^3 + 6u^2 + 6u) and b = a·f^(-2u), the power is (a·f^(6u^2)·f) · b^p · a^(p^2) · (b/f)^(p^3).
    private static Fp12 HardPart(in Fp12 f)
    {
        PowerOfU(f, out Fp12 power);
        Fp12.SquareCyclotomic(power, out Fp12 f2u);
        Fp12.SquareCyclotomic(f2u, out Fp12 f4u);
        Fp12.Multiply(f4u, f2u, out Fp12 f6u);
        PowerOfU(f6u, out Fp12 f6u2);
        Fp12.SquareCyclotomic(f6u2, out power);
        PowerOfU(power, out Fp12 a);
        Fp12.Multiply(a, f6u2, out a);
        Fp12.Multiply(a, f6u, out a);

        Fp12.Conjugate(f2u, out Fp12 inverse);
        Fp12.Multiply(a, inverse, out Fp12 b);

        Fp12.Multiply(a, f6u2, out Fp12 result);
        Fp12.Multiply(result, f, out result);
        Fp12.Frobenius(b, out power);
        Fp12.Multiply(result, power, out result);
        FrobeniusSquare(a, out power);
        Fp12.Multiply(result, power, out result);
        Fp12.Conjugate(f, out inverse);
        Fp12.Multiply(b, inverse, out b);
        FrobeniusSquare(b, out power);
        Fp12.Frobenius(power, out Fp12 cube);
        Fp12.Multiply(result, cube, out result);
        return result;
    }

    private static void FrobeniusSquare(in Fp12 value, out Fp12 power)
    {
        Fp12.Frobenius(value, out Fp12 once);
        Fp12.Frobenius(once, out power);
    }

    // In the cyclotomic subgroup the inverse is free, hence the signed digits: 63 squarings and 16 products.
    [SkipLocalsInit]
    private static void PowerOfU(in Fp12 f, out Fp12 power)
    {
        Unsafe.SkipInit(out OddPowers odd);
        odd[0] = f;
        Fp12.SquareCyclotomic(f, out Fp12 square);
        for (int i = 1; i < OddPowers.Count; i++)
        {
            Fp12.Multiply(odd[i - 1], square, out odd[i]);
        }

        power = f;
        foreach (sbyte digit in CurveDigits.WideU[1..])
        {
            Fp12.SquareCyclotomic(power, out power);
            if (digit > 0)
            {
                Fp12.Multiply(power, odd[digit >> 1], out power);
            }
            else if (digit < 0)
            {
                Fp12.Conjugate(odd[-digit >> 1], out Fp12 inverse);
                Fp12.Multiply(power, inverse, out power);
            }
        }
    }

    [InlineArray(Count)]
    private struct OddPowers
    {
        public const int Count = 4;

        private Fp12 _first;
    }
}
