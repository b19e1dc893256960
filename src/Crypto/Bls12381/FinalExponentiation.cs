namespace Ledger.Crypto.Bls12381;

/// <summary>
/// The power 3 (p^12 - 1) / r, which takes a value of the Miller loop to the subgroup of order r. The factor 3, which is prime to r, lets
/// the hard part be (z - 1)² (z + p) (z² + p² - 1) + 3 (D. Hayashida, K. Hayasaka and T. Teruya, Efficient final exponentiation via
/// cyclotomic structure for pairings over families of elliptic curves).
/// </summary>
internal static class FinalExponentiation
{
    /// <summary>f to the power of 3 (p^12 - 1) / r; f is not zero.</summary>
    public static void Apply(in Fp12 f, out Fp12 power)
    {
        // The easy part, (p^6 - 1)(p² + 1), lands in the cyclotomic subgroup.
        Fp12.Invert(f, out Fp12 t);
        Fp12.Conjugate(f, out Fp12 a);
        Fp12.Multiply(a, t, out a);
        Frobenius.ApplyTwice(a, out t);
        Fp12.Multiply(a, t, out a);

        PowerOfParameterMinusOne(a, out Fp12 b);
        PowerOfParameterMinusOne(b, out b);
        Cyclotomic.PowerOfParameter(b, out t);
        Frobenius.Apply(b, out Fp12 c);
        Fp12.Multiply(t, c, out b);

        Cyclotomic.PowerOfParameter(b, out t);
        Cyclotomic.PowerOfParameter(t, out t);
        Frobenius.ApplyTwice(b, out c);
        Fp12.Multiply(t, c, out t);
        Fp12.Conjugate(b, out c);
        Fp12.Multiply(t, c, out t);

        Cyclotomic.Square(a, out c);
        Fp12.Multiply(c, a, out c);
        Fp12.Multiply(t, c, out power);
    }

    private static void PowerOfParameterMinusOne(in Fp12 a, out Fp12 power)
    {
        Cyclotomic.PowerOfParameter(a, out Fp12 t);
        Fp12.Conjugate(a, out Fp12 inverse);
        Fp12.Multiply(t, inverse, out power);
    }
}
