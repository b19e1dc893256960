using System.Numerics;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Tests.Primitives;

/// <summary>A seeded stream of operands, half of them near the edges where carries and comparisons go wrong.</summary>
internal sealed class WordCases(int seed)
{
    private static readonly UInt256[] Edges = MakeEdges();
    private readonly Random _random = new(seed);

    public int Seed { get; } = seed;

    /// <summary>Two to the power of 256, the modulus of the twin.</summary>
    public static BigInteger Modulus { get; } = BigInteger.One << 256;

    public UInt256 Next() => _random.Next(4) switch
    {
        0 => Edges[_random.Next(Edges.Length)],
        1 => Edges[_random.Next(Edges.Length)] + (ulong)_random.Next(3) - 1,
        2 => NextWhole() >> _random.Next(256),
        _ => NextOfExtremeLimbs(),
    };

    public int NextInt(int below) => _random.Next(below);

    private UInt256 NextWhole() => new(NextLimb(), NextLimb(), NextLimb(), NextLimb());

    // Limbs of all zeros and all ones provoke the rare corrections of long division.
    private UInt256 NextOfExtremeLimbs() => new(NextExtreme(), NextExtreme(), NextExtreme(), NextExtreme());

    private ulong NextExtreme() => _random.Next(5) switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        2 => 1UL << 63,
        3 => (ulong)_random.Next(3),
        _ => NextLimb(),
    };

    private ulong NextLimb() => unchecked((ulong)_random.NextInt64(long.MinValue, long.MaxValue));

    private static UInt256[] MakeEdges()
    {
        var edges = new List<UInt256> { UInt256.Zero, UInt256.One, UInt256.MaxValue };
        foreach (int bit in (int[])[1, 7, 8, 31, 32, 63, 64, 65, 127, 128, 129, 191, 192, 193, 254, 255])
        {
            UInt256 power = UInt256.One << bit;
            edges.AddRange([power, power - 1, power + 1, ~power, -power]);
        }

        return [.. edges];
    }
}
