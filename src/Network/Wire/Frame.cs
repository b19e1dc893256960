namespace Ledger.Network.Wire;

/// <summary>One received frame, its body decompressed and owned by whoever takes it.</summary>
internal readonly record struct Frame(FrameKind Kind, ushort GroupId, byte[] Payload)
{
    /// <summary>Whether nobody wants it: its body was neither decompressed nor kept.</summary>
    public bool IsRefused { get; init; }
}
