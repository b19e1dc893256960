namespace Ledger.Network.Wire;

/// <summary>How received bytes broke the frame format.</summary>
internal enum FrameViolation
{
    None,
    TooShort,
    TooLong,
    UnknownKind,
    UnknownFlags,
    BadCompression,
}
