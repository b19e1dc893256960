using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>What came next on a link: a frame, its end, or bytes that are no frame.</summary>
/// <param name="Frame">The frame, when <paramref name="Ended"/> is false and there is no violation.</param>
/// <param name="Ended">The other end closed, between two frames or within one.</param>
/// <param name="Violation">How the bytes broke the format.</param>
internal readonly record struct FrameRead(Frame Frame, bool Ended, FrameViolation Violation)
{
    /// <summary>Whether there is a frame.</summary>
    public bool HasFrame => !Ended && Violation == FrameViolation.None;
}
