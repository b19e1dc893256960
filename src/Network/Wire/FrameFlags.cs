namespace Ledger.Network.Wire;

/// <summary>How a frame's body is written. A bit that is not named here breaks the protocol.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>The body is a big-endian length and a Brotli stream of that many bytes.</summary>
    Compressed = 1,
}
