using Ledger.Crypto.Bn254;

namespace Ledger.Evm.Precompiles;

/// <summary>0x06: adds two points of alt_bn128 (EIP-196; price of EIP-1108).</summary>
internal sealed class Bn254AddPrecompile : IPrecompile
{
    private const int InputBytes = 2 * AltBn128.PointBytes;

    /// <inheritdoc/>
    public byte Number => 0x06;

    /// <inheritdoc/>
    public string Name => "bn254_add";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => 150;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => AltBn128.PointBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        Span<byte> padded = stackalloc byte[InputBytes];
        padded.Clear();
        input[..Math.Min(input.Length, InputBytes)].CopyTo(padded);
        bool isValid = AltBn128.TryAdd(padded, output);
        written = isValid ? AltBn128.PointBytes : 0;
        return isValid;
    }
}
