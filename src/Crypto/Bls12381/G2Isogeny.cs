namespace Ledger.Crypto.Bls12381;

/// <summary>The coefficients k of the isogeny of degree 3 to the curve of G2, the lowest first, each as its parts c0 and c1 (RFC 9380,
/// appendix E.3).</summary>
internal static class G2Isogeny
{
    /// <summary>The curve that the map starts from, and the rational functions that lead to y² = x³ + 4 (1 + u) (RFC 9380, section
    /// 8.8.2).</summary>
    public static SimplifiedSwu<Fp2> Map { get; } = new(
        Fp2.FromIntegers(0, 240),
        Fp2.FromIntegers(1012, 1012),
        new Isogeny<Fp2>(Parse(XNumerator), Parse(XDenominator), Parse(YNumerator), Parse(YDenominator)));

    // The numerator of x.
    private static (string C0, string C1)[] XNumerator =>
    [
        (
            "5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97d6",
            "5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97d6"),
        ("0", "11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71a"),
        (
            "11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71e",
            "8ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaa9354ffffffffe38d"),
        ("171d6541fa38ccfaed6dea691f5fb614cb14b4e7f4e810aa22d6108f142b85757098e38d0f671c7188e2aaaaaaaa5ed1", "0"),
    ];

    // The denominator of x, whose highest coefficient is one.
    private static (string C0, string C1)[] XDenominator =>
    [
        ("0", "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa63"),
        ("c", "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa9f"),
        ("1", "0"),
    ];

    // The numerator of y / y'.
    private static (string C0, string C1)[] YNumerator =>
    [
        (
            "1530477c7ab4113b59a4c18b076d11930f7da5d4a07f649bf54439d87d27e500fc8c25ebf8c92f6812cfc71c71c6d706",
            "1530477c7ab4113b59a4c18b076d11930f7da5d4a07f649bf54439d87d27e500fc8c25ebf8c92f6812cfc71c71c6d706"),
        ("0", "5c759507e8e333ebb5b7a9a47d7ed8532c52d39fd3a042a88b58423c50ae15d5c2638e343d9c71c6238aaaaaaaa97be"),
        (
            "11560bf17baa99bc32126fced787c88f984f87adf7ae0c7f9a208c6b4f20a4181472aaa9cb8d555526a9ffffffffc71c",
            "8ab05f8bdd54cde190937e76bc3e447cc27c3d6fbd7063fcd104635a790520c0a395554e5c6aaaa9354ffffffffe38f"),
        ("124c9ad43b6cf79bfbf7043de3811ad0761b0f37a1e26286b0e977c69aa274524e79097a56dc4bd9e1b371c71c718b10", "0"),
    ];

    // The denominator of y / y', whose highest coefficient is one.
    private static (string C0, string C1)[] YDenominator =>
    [
        (
            "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa8fb",
            "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa8fb"),
        ("0", "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffa9d3"),
        ("12", "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaa99"),
        ("1", "0"),
    ];

    private static Fp2[] Parse((string C0, string C1)[] coefficients) =>
        [.. coefficients.Select(k => new Fp2(Fp.FromHex(k.C0), Fp.FromHex(k.C1)))];
}
