using System.Buffers.Binary;

namespace Ledger.Node.Wire;

/// <summary>A consensus message on the wire: the first height of its epoch in 8 bytes, big-endian, then the message. The epoch says with
/// whose keys to read it, so it stands outside; the signature covers it.</summary>
internal static class ConsensusFrame
{
    private const int PrefixBytes = sizeof(long);

    public static byte[] Encode(long epoch, ReadOnlySpan<byte> message)
    {
        byte[] frame = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt64BigEndian(frame, epoch);
        message.CopyTo(frame.AsSpan(PrefixBytes));
        return frame;
    }

    public static bool TryDecode(ReadOnlyMemory<byte> frame, out long epoch, out ReadOnlyMemory<byte> message)
    {
        (epoch, message) = (0, default);
        if (frame.Length <= PrefixBytes)
        {
            return false;
        }

        epoch = BinaryPrimitives.ReadInt64BigEndian(frame.Span);
        message = frame[PrefixBytes..];
        return epoch > 0;
    }
}
