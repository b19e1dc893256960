using BenchmarkDotNet.Attributes;
using Ledger.Crypto.Bls12381;
using Ledger.Crypto.Kzg;

namespace Ledger.Benchmarks.Crypto;

/// <summary>The operations behind the precompiled contracts 0x0a to 0x11, without the reading of their input.</summary>
[MemoryDiagnoser]
public class Bls12381Benchmarks
{
    private const int Seed = 1;
    private const int SumLength = 32;
    private const int ElementBytes = 64;
    private const int PaddingBytes = 17;

    private readonly Scalar[] _scalars = new Scalar[SumLength];
    private readonly G1Point[] _g1 = new G1Point[SumLength];
    private readonly G2Point[] _g2 = new G2Point[SumLength];
    private readonly byte[] _element = new byte[2 * ElementBytes];
    private readonly byte[] _number = new byte[Scalar.SizeBytes];
    private readonly byte[] _generator = Convert.FromHexString(
        "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb");

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(Seed);
        for (int i = 0; i < SumLength; i++)
        {
            random.NextBytes(_number);
            _scalars[i] = Scalar.Decode(_number);
            _g1[i] = G1Point.Multiply(_scalars[i], G1Point.Generator);
            _g2[i] = G2Point.Multiply(_scalars[i], G2Point.Generator);
        }

        // Both elements and the number are below their moduli.
        _number[0] = 0;
        random.NextBytes(_element.AsSpan(PaddingBytes, ElementBytes - PaddingBytes));
        random.NextBytes(_element.AsSpan(ElementBytes + PaddingBytes));
    }

    [Benchmark]
    public G1Point G1_add() => G1Point.Add(_g1[0], _g1[1]);

    [Benchmark]
    public G2Point G2_add() => G2Point.Add(_g2[0], _g2[1]);

    [Benchmark]
    public G1Point G1_multiply() => G1Point.Multiply(_scalars[0], _g1[1]);

    [Benchmark]
    public G2Point G2_multiply() => G2Point.Multiply(_scalars[0], _g2[1]);

    [Benchmark]
    public G1Point G1_sum_of_32() => G1Point.Sum(_g1, _scalars);

    [Benchmark]
    public G2Point G2_sum_of_32() => G2Point.Sum(_g2, _scalars);

    [Benchmark]
    public bool G1_subgroup() => _g1[0].IsInSubgroup;

    [Benchmark]
    public bool G2_subgroup() => _g2[0].IsInSubgroup;

    [Benchmark]
    public bool Pairing_of_one_pair() => Pairing.ProductIsOne(_g1.AsSpan(0, 1), _g2.AsSpan(0, 1));

    [Benchmark]
    public bool Pairing_of_two_pairs() => Pairing.ProductIsOne(_g1.AsSpan(0, 2), _g2.AsSpan(0, 2));

    [Benchmark]
    public bool Map_to_g1() => MapToCurve.TryMapToG1(_element.AsSpan(0, ElementBytes), out _);

    [Benchmark]
    public bool Map_to_g2() => MapToCurve.TryMapToG2(_element, out _);

    /// <summary>A false claim, which takes the work of a true one.</summary>
    [Benchmark]
    public bool Kzg_verification() => KzgProof.Verify(_generator, _number, _number, _generator);
}
