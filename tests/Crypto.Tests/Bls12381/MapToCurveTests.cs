using System.Text.Json;
using Ledger.Crypto.Bls12381;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Bls12381;

public sealed class MapToCurveTests
{
    [Fact]
    public void Every_image_is_in_its_subgroup() => SeededCases.Run(50, random =>
    {
        byte[] element = Encode(FieldSource.NextFp2(random));

        Assert.True(MapToCurve.TryMapToG1(element.AsSpan(0, 64), out G1Point p));
        Assert.True(MapToCurve.TryMapToG2(element, out G2Point q));
        Assert.True(p.Affine.IsOnCurve && p.IsInSubgroup);
        Assert.True(q.Affine.IsOnCurve && q.IsInSubgroup);
    });

    [Fact]
    public void Opposite_elements_have_opposite_images() => SeededCases.Run(20, random =>
    {
        Fp2 element = FieldSource.NextFp2(random);
        Fp2.Negate(element, out Fp2 negative);
        if (element.C0.IsZero)
        {
            return;
        }

        Assert.True(MapToCurve.TryMapToG1(Encode(element).AsSpan(0, 64), out G1Point p));
        Assert.True(MapToCurve.TryMapToG1(Encode(negative).AsSpan(0, 64), out G1Point minusP));
        Assert.True(MapToCurve.TryMapToG2(Encode(element), out G2Point q));
        Assert.True(MapToCurve.TryMapToG2(Encode(negative), out G2Point minusQ));
        Assert.Equal(G1Point.Negate(p), minusP);
        Assert.Equal(G2Point.Negate(q), minusQ);
    });

    [Fact]
    public void Zero_takes_the_exceptional_branch_and_has_an_image()
    {
        Assert.True(MapToCurve.TryMapToG1(new byte[64], out G1Point p));
        Assert.True(MapToCurve.TryMapToG2(new byte[128], out G2Point q));
        Assert.False(p.IsInfinity);
        Assert.False(q.IsInfinity);
        Assert.True(p.IsInSubgroup);
        Assert.True(q.IsInSubgroup);
    }

    [Fact]
    public void Published_images_come_out()
    {
        foreach (JsonElement vector in VectorFile.Load("evm", "precompiles", "bls12_map_fp_to_g1.json").EnumerateArray())
        {
            Assert.True(MapToCurve.TryMapToG1(vector.Bytes("Input"), out G1Point point));
            byte[] encoded = new byte[G1Point.SizeBytes];
            point.Encode(encoded);
            Assert.Equal(vector.Text("Expected"), Convert.ToHexStringLower(encoded));
        }
    }

    private static byte[] Encode(Fp2 element)
    {
        byte[] bytes = new byte[128];
        PointEncoding.Encode(element, bytes);
        return bytes;
    }
}
