using System.Buffers.Binary;

namespace Ledger.Load.Etcd;

/// <summary>The head of a frame (RFC 9113, section 4.1) and the kinds that matter here.</summary>
/// <param name="Length">Bytes that follow the head.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Stream">The stream; 0 for the connection.</param>
internal readonly record struct Http2Frame(int Length, byte Kind, byte Flags, int Stream)
{
    public const int HeadBytes = 9;
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte EndStreamOrAck = 1;

    /// <summary>Bit 0 of the flags: the end of the stream, or an acknowledgement, as the kind has it.</summary>
    public bool IsEndOrAck => (Flags & EndStreamOrAck) != 0;

    /// <summary>Reads a head of <see cref="HeadBytes"/> bytes.</summary>
    public static Http2Frame Read(ReadOnlySpan<byte> head) => new(
        BinaryPrimitives.ReadInt32BigEndian(head) >>> 8,
        head[3],
        head[4],
        BinaryPrimitives.ReadInt32BigEndian(head[5..]) & int.MaxValue);

    /// <summary>Writes a head.</summary>
    public static byte[] Head(int length, byte kind, byte flags, int stream)
    {
        byte[] head = new byte[HeadBytes];
        BinaryPrimitives.WriteInt32BigEndian(head, length << 8);
        head[3] = kind;
        head[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(5), stream);
        return head;
    }
}
