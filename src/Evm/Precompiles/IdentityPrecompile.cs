using Ledger.Evm.Gas;

namespace Ledger.Evm.Precompiles;

/// <summary>0x04: returns its input (Yellow Paper, appendix E).</summary>
internal sealed class IdentityPrecompile : IPrecompile
{
    private const long BaseCost = 15;
    private const long WordCost = 3;

    /// <inheritdoc/>
    public byte Number => 0x04;

    /// <inheritdoc/>
    public string Name => "identity";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => BaseCost + (WordCost * GasCosts.Words(input.Length));

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => input.Length;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        input.CopyTo(output);
        written = input.Length;
        return true;
    }
}
