using Ledger.Crypto.Bls12381;

namespace Ledger.Evm.Precompiles;

/// <summary>0x0b: the sum of two points of the curve of G1, which need not be in the subgroup (EIP-2537).</summary>
internal sealed class Bls12381G1AddPrecompile : IPrecompile
{
    private const int PointBytes = G1Point.SizeBytes;

    /// <inheritdoc/>
    public byte Number => 0x0b;

    /// <inheritdoc/>
    public string Name => "bls12_g1add";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => 375;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => PointBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (input.Length != 2 * PointBytes
            || !G1Point.TryDecode(input[..PointBytes], out G1Point left)
            || !G1Point.TryDecode(input[PointBytes..], out G1Point right))
        {
            return false;
        }

        G1Point.Add(left, right).Encode(output);
        written = PointBytes;
        return true;
    }
}
