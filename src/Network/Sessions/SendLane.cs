using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>Which of a peer's two queues a frame waits in.</summary>
internal enum SendLane
{
    /// <summary>Consensus and what it waits for; goes first.</summary>
    Urgent,

    /// <summary>Transactions, block sync and snapshots, which may take a while or be lost: they are told again.</summary>
    Bulk,
}

/// <summary>Chooses the lane.</summary>
internal static class SendLanes
{
    /// <summary>The lane of a kind of frame.</summary>
    public static SendLane Of(FrameKind kind) =>
        kind is FrameKind.Transactions
            or FrameKind.BlockRequest or FrameKind.BlockResponse
            or FrameKind.SnapshotSeal or FrameKind.SnapshotRequest or FrameKind.SnapshotResponse
            or FrameKind.ProofRequest or FrameKind.ProofResponse or FrameKind.HeaderRequest or FrameKind.HeaderResponse
            ? SendLane.Bulk
            : SendLane.Urgent;
}
