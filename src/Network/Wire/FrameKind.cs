using Ledger.Node.Ports;

namespace Ledger.Network.Wire;

/// <summary>What a frame is: the node's own kinds below 128, the network's from 128 on. Append only.</summary>
internal enum FrameKind : byte
{
    Consensus = PeerMessageKind.Consensus,
    Transactions = PeerMessageKind.Transactions,
    BodyRequest = PeerMessageKind.BodyRequest,
    BodyResponse = PeerMessageKind.BodyResponse,
    Status = PeerMessageKind.Status,
    BlockRequest = PeerMessageKind.BlockRequest,
    BlockResponse = PeerMessageKind.BlockResponse,
    SnapshotSeal = PeerMessageKind.SnapshotSeal,
    SnapshotRequest = PeerMessageKind.SnapshotRequest,
    SnapshotResponse = PeerMessageKind.SnapshotResponse,
    ProofRequest = PeerMessageKind.ProofRequest,
    ProofResponse = PeerMessageKind.ProofResponse,
    HeaderRequest = PeerMessageKind.HeaderRequest,
    HeaderResponse = PeerMessageKind.HeaderResponse,
    ReadIndexRequest = PeerMessageKind.ReadIndexRequest,
    ReadIndexResponse = PeerMessageKind.ReadIndexResponse,

    /// <summary>First frame of each side: who this is and which chain it speaks.</summary>
    Hello = 128,

    /// <summary>The other side's hello was taken; the session is live.</summary>
    Welcome = 129,

    /// <summary>Why this side ends the session, in one sentence.</summary>
    Refusal = 130,

    /// <summary>Sent when there was nothing else to send; eight bytes that come back.</summary>
    Ping = 131,

    /// <summary>The eight bytes of a ping.</summary>
    Pong = 132,

    /// <summary>The sender runs the frame's group, of which the receiver is a member; the hash of its block 0.</summary>
    GroupOpened = 133,

    /// <summary>The sender does not run the frame's group any more; no body.</summary>
    GroupClosed = 134,
}
