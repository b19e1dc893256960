namespace Ledger.Node.Ports;

/// <summary>One message between nodes, opaque to the network.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="GroupId">The group it belongs to.</param>
/// <param name="Payload">The bytes, at most <see cref="MaxPayloadBytes"/>; not changed after sending.</param>
public readonly record struct PeerMessage(PeerMessageKind Kind, int GroupId, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The longest payload in bytes.</summary>
    public const int MaxPayloadBytes = 16 * 1024 * 1024;
}
