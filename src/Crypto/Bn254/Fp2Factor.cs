using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Bn254;

/// <summary>An element of <see cref="Fp2"/> with the sum of its parts, to be the right factor of several products.</summary>
internal readonly struct Fp2Factor
{
    private readonly Fp2 _value;
    private readonly Fp _sum;

    /// <summary>Lays out an element.</summary>
    public Fp2Factor(in Fp2 value)
    {
        _value = value;
        Fp.AddUnreduced(value.C0, value.C1, out _sum);
    }

    /// <summary>a·x + b·y + c·z; the result may be a, b or c.</summary>
    /// <remarks>Karatsuba's method on the whole sum: three sums of three products each, two reductions for all. Two dot products of six
    /// terms each take 281 ns where this takes 263 (medians, the two alternating in one run).</remarks>
    [SkipLocalsInit]
    public static void MultiplySum(
        in Fp2 a, in Fp2Factor x, in Fp2 b, in Fp2Factor y, in Fp2 c, in Fp2Factor z, out Fp2 sum)
    {
        Fp.AddUnreduced(a.C0, a.C1, out Fp sumA);
        Fp.AddUnreduced(b.C0, b.C1, out Fp sumB);
        Fp.AddUnreduced(c.C0, c.C1, out Fp sumC);
        Fp.Wide.MultiplySum(a.C0, x._value.C0, b.C0, y._value.C0, c.C0, z._value.C0, out Fp.Wide first);
        Fp.Wide.MultiplySum(a.C1, x._value.C1, b.C1, y._value.C1, c.C1, z._value.C1, out Fp.Wide second);
        Fp.Wide.MultiplySum(sumA, x._sum, sumB, y._sum, sumC, z._sum, out Fp.Wide all);
        Fp.Wide.Reduce(first, second, all, out sum);
    }
}
