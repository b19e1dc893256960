using Ledger.Crypto.Bls12381;

namespace Ledger.Evm.Precompiles;

/// <summary>0x10: the point of G1 that belongs to an element of the base field (EIP-2537).</summary>
internal sealed class Bls12381MapToG1Precompile : IPrecompile
{
    private const int ElementBytes = 64;

    /// <inheritdoc/>
    public byte Number => 0x10;

    /// <inheritdoc/>
    public string Name => "bls12_map_fp_to_g1";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => 5500;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => G1Point.SizeBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (input.Length != ElementBytes || !MapToCurve.TryMapToG1(input, out G1Point point))
        {
            return false;
        }

        point.Encode(output);
        written = G1Point.SizeBytes;
        return true;
    }
}
