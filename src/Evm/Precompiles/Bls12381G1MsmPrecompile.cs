using Ledger.Crypto.Bls12381;

namespace Ledger.Evm.Precompiles;

/// <summary>0x0c: the sum of scalar times point over points of G1 (EIP-2537).</summary>
internal sealed class Bls12381G1MsmPrecompile : IPrecompile
{
    private const int PointBytes = G1Point.SizeBytes;
    private const int PairBytes = PointBytes + Scalar.SizeBytes;

    /// <inheritdoc/>
    public byte Number => 0x0c;

    /// <inheritdoc/>
    public string Name => "bls12_g1msm";

    /// <summary>Input that is no whole number of pairs is priced by its whole pairs, and fails.</summary>
    public long Cost(ReadOnlySpan<byte> input) => Bls12381MsmCost.OfG1(input.Length / PairBytes);

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => PointBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (input.IsEmpty || input.Length % PairBytes != 0)
        {
            return false;
        }

        var points = new G1Point[input.Length / PairBytes];
        var scalars = new Scalar[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            ReadOnlySpan<byte> pair = input.Slice(i * PairBytes, PairBytes);
            if (!G1Point.TryDecode(pair[..PointBytes], out points[i]) || !points[i].IsInSubgroup)
            {
                return false;
            }

            scalars[i] = Scalar.Decode(pair[PointBytes..]);
        }

        G1Point.Sum(points, scalars).Encode(output);
        written = PointBytes;
        return true;
    }
}
