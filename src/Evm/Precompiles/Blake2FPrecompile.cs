using System.Buffers.Binary;
using Ledger.Crypto.Hashing;

namespace Ledger.Evm.Precompiles;

/// <summary>0x09: the compression function of BLAKE2b (EIP-152): rounds, h, m, t, and whether the block is the last.</summary>
internal sealed class Blake2FPrecompile : IPrecompile
{
    private const int StateOffset = 4;
    private const int MessageOffset = StateOffset + Blake2F.StateBytes;
    private const int CounterOffset = MessageOffset + Blake2F.MessageBytes;
    private const int FinalOffset = CounterOffset + (2 * sizeof(ulong));
    private const int InputBytes = FinalOffset + 1;

    /// <inheritdoc/>
    public byte Number => 0x09;

    /// <inheritdoc/>
    public string Name => "blake2f";

    /// <summary>A unit of gas a round; input of another length fails, whatever it costs.</summary>
    public long Cost(ReadOnlySpan<byte> input) =>
        input.Length == InputBytes ? BinaryPrimitives.ReadUInt32BigEndian(input) : 0;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => Blake2F.StateBytes;

    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (input.Length != InputBytes || input[FinalOffset] > 1)
        {
            return false;
        }

        written = Blake2F.StateBytes;
        Span<byte> state = output[..written];
        input.Slice(StateOffset, Blake2F.StateBytes).CopyTo(state);
        Blake2F.Compress(
            BinaryPrimitives.ReadUInt32BigEndian(input),
            state,
            input.Slice(MessageOffset, Blake2F.MessageBytes),
            BinaryPrimitives.ReadUInt64LittleEndian(input[CounterOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(input[(CounterOffset + sizeof(ulong))..]),
            input[FinalOffset] == 1);
        return true;
    }
}
