using Ledger.Crypto.Bls12381;

namespace Ledger.Evm.Precompiles;

/// <summary>0x0e: the sum of scalar times point over points of G2 (EIP-2537).</summary>
internal sealed class Bls12381G2MsmPrecompile : IPrecompile
{
    private const int PointBytes = G2Point.SizeBytes;
    private const int PairBytes = PointBytes + Scalar.SizeBytes;

    /// <inheritdoc/>
    public byte Number => 0x0e;

    /// <inheritdoc/>
    public string Name => "bls12_g2msm";

    /// <summary>Input that is no whole number of pairs is priced by its whole pairs, and fails.</summary>
    public long Cost(ReadOnlySpan<byte> input) => Bls12381MsmCost.OfG2(input.Length / PairBytes);

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

        var points = new G2Point[input.Length / PairBytes];
        var scalars = new Scalar[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            ReadOnlySpan<byte> pair = input.Slice(i * PairBytes, PairBytes);
            if (!G2Point.TryDecode(pair[..PointBytes], out points[i]) || !points[i].IsInSubgroup)
            {
                return false;
            }

            scalars[i] = Scalar.Decode(pair[PointBytes..]);
        }

        G2Point.Sum(points, scalars).Encode(output);
        written = PointBytes;
        return true;
    }
}
