using System.Buffers.Binary;
using Ledger.Node.Ports;

namespace Ledger.Network.Wire;

/// <summary>
/// The eight bytes before a body, big-endian: length of all that follows it (4), kind (1), group (2), flags (1).
/// </summary>
internal readonly record struct FrameHeader(int BodyBytes, FrameKind Kind, ushort GroupId, FrameFlags Flags)
{
    /// <summary>Length in bytes.</summary>
    public const int SizeBytes = 8;

    /// <summary>The longest body in bytes.</summary>
    public const int BodyBytesMax = PeerMessage.MaxPayloadBytes;

    /// <summary>The longest body before a peer is admitted: nobody unknown may make a node hold more.</summary>
    public const int HandshakeBodyBytesMax = 1024;

    private const int LengthSizeBytes = 4;
    private const int CountedHeaderBytes = SizeBytes - LengthSizeBytes;

    /// <summary>Reads as much as is there: the length is judged as soon as its four bytes have come.</summary>
    /// <param name="bytes">The first bytes of a frame, at most <see cref="SizeBytes"/> of them are looked at.</param>
    /// <param name="bodyBytesMax">The longest body that is taken now.</param>
    /// <param name="header">The header, when all of it is there and sound.</param>
    /// <param name="violation">What is wrong.</param>
    /// <returns>Whether the header is complete and sound.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, int bodyBytesMax, out FrameHeader header, out FrameViolation violation)
    {
        header = default;
        violation = FrameViolation.None;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(bytes, out uint length))
        {
            return false;
        }

        if (length < CountedHeaderBytes || length - CountedHeaderBytes > (uint)bodyBytesMax)
        {
            violation = length < CountedHeaderBytes ? FrameViolation.TooShort : FrameViolation.TooLong;
            return false;
        }

        if (bytes.Length < SizeBytes)
        {
            return false;
        }

        header = new FrameHeader(
            (int)(length - CountedHeaderBytes),
            (FrameKind)bytes[4],
            BinaryPrimitives.ReadUInt16BigEndian(bytes[5..]),
            (FrameFlags)bytes[7]);
        violation = Judge(header);
        return violation == FrameViolation.None;
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination, BodyBytes + CountedHeaderBytes);
        destination[4] = (byte)Kind;
        BinaryPrimitives.WriteUInt16BigEndian(destination[5..], GroupId);
        destination[7] = (byte)Flags;
    }

    private static FrameViolation Judge(in FrameHeader header)
    {
        if (!FrameKinds.IsKnown(header.Kind))
        {
            return FrameViolation.UnknownKind;
        }

        return (header.Flags & ~FrameFlags.Compressed) == 0 ? FrameViolation.None : FrameViolation.UnknownFlags;
    }
}
