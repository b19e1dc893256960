using System.Numerics;
using Ledger.Crypto.Bn254;

namespace Ledger.Crypto.Tests.Bn254;

/// <summary>The dumb twin of the tower: polynomials in w over the integers modulo p, where w^12 = 18w^6 - 82, because w^6 = 9 + i
/// and i^2 = -1. Products are schoolbook products.</summary>
internal sealed class TowerModel
{
    private const int Degree = 12;

    private readonly BigInteger[] _coefficients;

    private TowerModel(BigInteger[] coefficients) => _coefficients = coefficients;

    public static TowerModel Of(in Fp12 value)
    {
        var coefficients = new BigInteger[Degree];
        Place(value.C0.C0, 0, coefficients);
        Place(value.C1.C0, 1, coefficients);
        Place(value.C0.C1, 2, coefficients);
        Place(value.C1.C1, 3, coefficients);
        Place(value.C0.C2, 4, coefficients);
        Place(value.C1.C2, 5, coefficients);
        return new TowerModel(coefficients);
    }

    public static TowerModel operator *(TowerModel left, TowerModel right)
    {
        var product = new BigInteger[2 * Degree];
        for (int i = 0; i < Degree; i++)
        {
            for (int j = 0; j < Degree; j++)
            {
                product[i + j] += left._coefficients[i] * right._coefficients[j];
            }
        }

        for (int i = product.Length - 1; i >= Degree; i--)
        {
            product[i - 6] += 18 * product[i];
            product[i - 12] -= 82 * product[i];
        }

        return new TowerModel([.. product.Take(Degree).Select(value => ((value % Draw.P) + Draw.P) % Draw.P)]);
    }

    public TowerModel Power(BigInteger exponent)
    {
        TowerModel power = Of(Fp12.One);
        for (long position = exponent.GetBitLength() - 1; position >= 0; position--)
        {
            power *= power;
            power = ((exponent >> (int)position) & 1).IsZero ? power : power * this;
        }

        return power;
    }

    public override bool Equals(object? obj) =>
        obj is TowerModel other && _coefficients.AsSpan().SequenceEqual(other._coefficients);

    public override int GetHashCode() => _coefficients[0].GetHashCode();

    public override string ToString() => string.Join(", ", _coefficients);

    // a + bi is (a - 9b) + b·w^6.
    private static void Place(in Fp2 value, int power, BigInteger[] coefficients)
    {
        BigInteger b = Draw.Number(value.C1);
        BigInteger a = (Draw.Number(value.C0) - (9 * b)) % Draw.P;
        coefficients[power] = a.Sign < 0 ? a + Draw.P : a;
        coefficients[power + 6] = b;
    }
}
