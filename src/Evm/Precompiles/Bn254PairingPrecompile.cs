using Ledger.Crypto.Bn254;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Precompiles;

/// <summary>0x08: tells whether pairings of alt_bn128 multiply to one (EIP-197; price of EIP-1108).</summary>
internal sealed class Bn254PairingPrecompile : IPrecompile
{
    private const long BaseCost = 45_000;
    private const long PairCost = 34_000;

    /// <inheritdoc/>
    public byte Number => 0x08;

    /// <inheritdoc/>
    public string Name => "bn254_pairing";

    /// <summary>A price for each whole pair; input that ends within a pair fails, whatever it costs.</summary>
    public long Cost(ReadOnlySpan<byte> input) => BaseCost + (PairCost * (input.Length / AltBn128.PairBytes));

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => UInt256.SizeBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (!AltBn128.TryCheckPairing(input, out bool isOne))
        {
            return false;
        }

        written = UInt256.SizeBytes;
        output[..written].Clear();
        output[written - 1] = isOne ? (byte)1 : (byte)0;
        return true;
    }
}
