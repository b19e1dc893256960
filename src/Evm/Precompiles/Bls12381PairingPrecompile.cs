using Ledger.Crypto.Bls12381;

namespace Ledger.Evm.Precompiles;

/// <summary>0x0f: whether the product of the pairings of pairs of points is one (EIP-2537).</summary>
internal sealed class Bls12381PairingPrecompile : IPrecompile
{
    private const int PairBytes = G1Point.SizeBytes + G2Point.SizeBytes;
    private const int OutputBytes = 32;
    private const long BaseCost = 37700;
    private const long PairCost = 32600;

    /// <inheritdoc/>
    public byte Number => 0x0f;

    /// <inheritdoc/>
    public string Name => "bls12_pairing_check";

    /// <summary>Input that is no whole number of pairs is priced by its whole pairs, and fails.</summary>
    public long Cost(ReadOnlySpan<byte> input) => BaseCost + (PairCost * (input.Length / PairBytes));

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => OutputBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (input.IsEmpty || input.Length % PairBytes != 0)
        {
            return false;
        }

        var g1Points = new G1Point[input.Length / PairBytes];
        var g2Points = new G2Point[g1Points.Length];
        for (int i = 0; i < g1Points.Length; i++)
        {
            ReadOnlySpan<byte> pair = input.Slice(i * PairBytes, PairBytes);
            if (!G1Point.TryDecode(pair[..G1Point.SizeBytes], out g1Points[i])
                || !G2Point.TryDecode(pair[G1Point.SizeBytes..], out g2Points[i])
                || !g1Points[i].IsInSubgroup
                || !g2Points[i].IsInSubgroup)
            {
                return false;
            }
        }

        written = OutputBytes;
        output[..written].Clear();
        output[written - 1] = Pairing.ProductIsOne(g1Points, g2Points) ? (byte)1 : (byte)0;
        return true;
    }
}
