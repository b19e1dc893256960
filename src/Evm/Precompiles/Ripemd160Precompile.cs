using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;

namespace Ledger.Evm.Precompiles;

/// <summary>0x03: RIPEMD-160, padded on the left to a word (Yellow Paper, appendix E).</summary>
internal sealed class Ripemd160Precompile : IPrecompile
{
    private const long BaseCost = 600;
    private const long WordCost = 120;
    private const int PaddingBytes = UInt256.SizeBytes - Ripemd160.DigestBytes;

    /// <inheritdoc/>
    public byte Number => 0x03;

    /// <inheritdoc/>
    public string Name => "ripemd160";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => BaseCost + (WordCost * GasCosts.Words(input.Length));

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => UInt256.SizeBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        output[..PaddingBytes].Clear();
        Ripemd160.Hash(input, output.Slice(PaddingBytes, Ripemd160.DigestBytes));
        written = UInt256.SizeBytes;
        return true;
    }
}
