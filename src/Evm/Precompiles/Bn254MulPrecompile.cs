using Ledger.Crypto.Bn254;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Precompiles;

/// <summary>0x07: multiplies a point of alt_bn128 with a word (EIP-196; price of EIP-1108).</summary>
internal sealed class Bn254MulPrecompile : IPrecompile
{
    private const int InputBytes = AltBn128.PointBytes + UInt256.SizeBytes;

    /// <inheritdoc/>
    public byte Number => 0x07;

    /// <inheritdoc/>
    public string Name => "bn254_mul";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => 6000;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => AltBn128.PointBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        Span<byte> padded = stackalloc byte[InputBytes];
        padded.Clear();
        input[..Math.Min(input.Length, InputBytes)].CopyTo(padded);
        var scalar = UInt256.FromBigEndian(padded[AltBn128.PointBytes..]);
        bool isValid = AltBn128.TryMultiply(padded, scalar, output);
        written = isValid ? AltBn128.PointBytes : 0;
        return isValid;
    }
}
