using System.Security.Cryptography;
using Ledger.Evm.Gas;

namespace Ledger.Evm.Precompiles;

/// <summary>0x02: SHA-256 (Yellow Paper, appendix E).</summary>
internal sealed class Sha256Precompile : IPrecompile
{
    private const long BaseCost = 60;
    private const long WordCost = 12;

    /// <inheritdoc/>
    public byte Number => 0x02;

    /// <inheritdoc/>
    public string Name => "sha256";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => BaseCost + (WordCost * GasCosts.Words(input.Length));

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => SHA256.HashSizeInBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written) =>
        SHA256.TryHashData(input, output, out written);
}
