using Ledger.Crypto.Bls12381;

namespace Ledger.Evm.Precompiles;

/// <summary>0x11: the point of G2 that belongs to an element of the quadratic extension (EIP-2537).</summary>
internal sealed class Bls12381MapToG2Precompile : IPrecompile
{
    private const int ElementBytes = 128;

    /// <inheritdoc/>
    public byte Number => 0x11;

    /// <inheritdoc/>
    public string Name => "bls12_map_fp2_to_g2";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => 23800;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => G2Point.SizeBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (input.Length != ElementBytes || !MapToCurve.TryMapToG2(input, out G2Point point))
        {
            return false;
        }

        point.Encode(output);
        written = G2Point.SizeBytes;
        return true;
    }
}
