using Ledger.Node.Ports;

namespace Ledger.Network.Wire;

/// <summary>
/// A frame that waits to be sent, shared by the queues of all peers it goes to: the payload is not copied, and it is
/// compressed once, by the first writer that reaches it, never by the caller.
/// </summary>
internal sealed class OutgoingFrame(FrameKind kind, ushort groupId, ReadOnlyMemory<byte> payload)
{
    private readonly Lock _compressing = new();
    private volatile bool _ready = payload.Length < PayloadCompression.PayloadBytesMin;
    private FrameFlags _flags;
    private ReadOnlyMemory<byte> _body = payload;

    /// <summary>What it is.</summary>
    public FrameKind Kind { get; } = kind;

    /// <summary>The group that it belongs to; 0 for none.</summary>
    public ushort GroupId { get; } = groupId;

    /// <summary>What it counts for in a queue, in bytes.</summary>
    public int CostBytes { get; } = FrameHeader.SizeBytes + payload.Length;

    /// <summary>Wraps a message of the node.</summary>
    /// <exception cref="ArgumentException">Its group or its length does not fit a frame.</exception>
    public static OutgoingFrame For(in PeerMessage message)
    {
        if (message.GroupId is < 0 or > ushort.MaxValue)
        {
            throw new ArgumentException($"A group is 0 to {ushort.MaxValue}, not {message.GroupId}.", nameof(message));
        }

        return message.Payload.Length <= PeerMessage.MaxPayloadBytes
            ? new OutgoingFrame((FrameKind)message.Kind, (ushort)message.GroupId, message.Payload)
            : throw new ArgumentException(
                $"A message has at most {PeerMessage.MaxPayloadBytes} bytes, not {message.Payload.Length}.", nameof(message));
    }

    /// <summary>The header and the body as they go over the wire.</summary>
    public (FrameHeader Header, ReadOnlyMemory<byte> Body) Encode()
    {
        if (!_ready)
        {
            Compress();
        }

        return (new FrameHeader(_body.Length, Kind, GroupId, _flags), _body);
    }

    private void Compress()
    {
        lock (_compressing)
        {
            if (!_ready && PayloadCompression.TryCompress(_body.Span, out byte[] shorter))
            {
                _body = shorter;
                _flags = FrameFlags.Compressed;
            }

            _ready = true;
        }
    }
}
