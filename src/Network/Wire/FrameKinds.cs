namespace Ledger.Network.Wire;

/// <summary>What the kinds of frames have in common.</summary>
internal static class FrameKinds
{
    /// <summary>The last of the node's own kinds.</summary>
    private const FrameKind LastOfNode = FrameKind.ReadIndexResponse;

    /// <summary>Whether a frame carries a message of a group.</summary>
    public static bool IsOfNode(FrameKind kind) => kind is >= FrameKind.Consensus and <= LastOfNode;

    /// <summary>Whether a kind is known at all.</summary>
    public static bool IsKnown(FrameKind kind) => IsOfNode(kind) || kind is >= FrameKind.Hello and <= FrameKind.GroupClosed;
}
