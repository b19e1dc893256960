using System.Numerics;
using Ledger.Crypto.Bn254;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bn254;

/// <summary>What the operations take from contracts, and what they refuse.</summary>
public sealed class AltBn128Tests
{
    private static readonly byte[] G1Bytes = Draw.Bytes(G1.Generator);
    private static readonly byte[] PairBytes = [.. G1Bytes, .. Draw.Bytes(Draw.G2Generator)];

    [Fact]
    public void Sums_and_products_agree() => SeededCases.Run(100, random =>
    {
        BigInteger a = random.Below(Draw.R);
        BigInteger b = random.Below(Draw.R);
        byte[] points = new byte[2 * AltBn128.PointBytes];
        byte[] sum = new byte[AltBn128.PointBytes];
        byte[] product = new byte[AltBn128.PointBytes];

        Assert.True(AltBn128.TryMultiply(G1Bytes, (UInt256)a, points));
        Assert.True(AltBn128.TryMultiply(G1Bytes, (UInt256)b, points.AsSpan(AltBn128.PointBytes)));
        Assert.True(AltBn128.TryAdd(points, sum));
        Assert.True(AltBn128.TryMultiply(G1Bytes, (UInt256)(a + b), product));
        Assert.Equal(product, sum);
    });

    [Fact]
    public void A_coordinate_from_the_modulus_on_is_refused()
    {
        byte[] result = new byte[AltBn128.PointBytes];
        for (int offset = 0; offset < AltBn128.PairBytes; offset += Fp.SizeBytes)
        {
            byte[] pair = WithModulusAdded(PairBytes, offset);
            Assert.False(AltBn128.TryCheckPairing(pair, out _));
            Assert.False(AltBn128.TryCheckPairing([.. PairBytes, .. pair], out _));

            // Zero in disguise.
            byte[] zeros = new byte[AltBn128.PairBytes];
            Assert.True(AltBn128.TryCheckPairing(zeros, out bool isOne) && isOne);
            Assert.False(AltBn128.TryCheckPairing(WithModulusAdded(zeros, offset), out _));
        }

        for (int offset = 0; offset < 2 * AltBn128.PointBytes; offset += Fp.SizeBytes)
        {
            Assert.False(AltBn128.TryAdd(WithModulusAdded([.. G1Bytes, .. G1Bytes], offset), result));
        }

        Assert.False(AltBn128.TryMultiply(WithModulusAdded(G1Bytes, 0), 1, result));
        Assert.False(AltBn128.TryMultiply(WithModulusAdded(G1Bytes, Fp.SizeBytes), 1, result));
    }

    [Fact]
    public void A_point_off_its_curve_is_refused()
    {
        byte[] result = new byte[AltBn128.PointBytes];
        for (int offset = Fp.SizeBytes - 1; offset < AltBn128.PairBytes; offset += Fp.SizeBytes)
        {
            byte[] pair = [.. PairBytes];
            pair[offset] ^= 1;
            Assert.False(AltBn128.TryCheckPairing(pair, out _));
            if (offset < AltBn128.PointBytes)
            {
                Assert.False(AltBn128.TryMultiply(pair, 0, result));
                Assert.False(AltBn128.TryAdd([.. pair[..AltBn128.PointBytes], .. G1Bytes], result));
                Assert.False(AltBn128.TryAdd([.. G1Bytes, .. pair[..AltBn128.PointBytes]], result));
            }
        }
    }

    [Fact]
    public void A_point_of_the_twist_outside_of_the_subgroup_does_not_pair() => SeededCases.Run(3, random =>
    {
        byte[] stranger = Draw.Bytes(random.TwistPoint());
        Assert.False(AltBn128.TryCheckPairing([.. G1Bytes, .. stranger], out _));

        // Not even with infinity, whose pairing needs no loop.
        Assert.False(AltBn128.TryCheckPairing([.. new byte[AltBn128.PointBytes], .. stranger], out _));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(191)]
    [InlineData(193)]
    [InlineData(383)]
    public void A_length_between_pairs_is_refused(int length) =>
        Assert.False(AltBn128.TryCheckPairing(new byte[length], out _));

    [Fact]
    public void No_pairs_multiply_to_one() => Assert.True(AltBn128.TryCheckPairing([], out bool isOne) && isOne);

    private static byte[] WithModulusAdded(byte[] bytes, int offset)
    {
        byte[] changed = [.. bytes];
        Span<byte> number = changed.AsSpan(offset, Fp.SizeBytes);
        (UInt256.FromBigEndian(number) + Fp.Modulus).WriteBigEndian(number);
        return changed;
    }
}
