using Ledger.Crypto.Bls12381;

namespace Ledger.Evm.Precompiles;

/// <summary>0x0d: the sum of two points of the curve of G2, which need not be in the subgroup (EIP-2537).</summary>
internal sealed class Bls12381G2AddPrecompile : IPrecompile
{
    private const int PointBytes = G2Point.SizeBytes;

    /// <inheritdoc/>
    public byte Number => 0x0d;

    /// <inheritdoc/>
    public string Name => "bls12_g2add";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => 600;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => PointBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (input.Length != 2 * PointBytes
            || !G2Point.TryDecode(input[..PointBytes], out G2Point left)
            || !G2Point.TryDecode(input[PointBytes..], out G2Point right))
        {
            return false;
        }

        G2Point.Add(left, right).Encode(output);
        written = PointBytes;
        return true;
    }
}
