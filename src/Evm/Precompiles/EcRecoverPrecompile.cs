using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Precompiles;

/// <summary>0x01: recovers the account that signed a digest (Yellow Paper, appendix E). Never fails: bad input returns nothing.</summary>
/// <remarks>Always Keccak-256 and secp256k1, whatever the chain signs with, because contracts rely on it.</remarks>
internal sealed class EcRecoverPrecompile : IPrecompile
{
    private const int InputBytes = 4 * UInt256.SizeBytes;
    private const ulong FirstV = 27;

    /// <inheritdoc/>
    public byte Number => 0x01;

    /// <inheritdoc/>
    public string Name => "ecrecover";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => 3000;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => UInt256.SizeBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        Span<byte> padded = stackalloc byte[InputBytes];
        padded.Clear();
        input[..Math.Min(input.Length, InputBytes)].CopyTo(padded);
        var v = UInt256.FromBigEndian(padded.Slice(UInt256.SizeBytes, UInt256.SizeBytes));
        if (!v.IsUInt64 || v.Low64 is not (FirstV or FirstV + 1))
        {
            return true;
        }

        var digest = new Hash256(padded[..Hash256.SizeBytes]);
        int recoveryId = (int)(v.Low64 - FirstV);
        if (Secp256k1.TryRecover(digest, padded[(2 * UInt256.SizeBytes)..], recoveryId, out NodeId publicKey))
        {
            output[..UInt256.SizeBytes].Clear();
            Secp256k1.AddressOf(publicKey).Bytes.CopyTo(output[(UInt256.SizeBytes - Address.SizeBytes)..]);
            written = UInt256.SizeBytes;
        }

        return true;
    }
}
