namespace Ledger.Node.Ports;

/// <summary>What a message between nodes is. Append only: the numbers go over the wire.</summary>
public enum PeerMessageKind : byte
{
    /// <summary>A signed consensus message.</summary>
    Consensus = 1,

    /// <summary>A batch of transactions, each told once.</summary>
    Transactions = 2,

    /// <summary>Asks for transactions by hash.</summary>
    BodyRequest = 3,

    /// <summary>Answers with those that are held.</summary>
    BodyResponse = 4,

    /// <summary>How far this node is: its last committed block.</summary>
    Status = 5,

    /// <summary>Asks for certified blocks from a height on.</summary>
    BlockRequest = 6,

    /// <summary>Answers with blocks and their certificates.</summary>
    BlockResponse = 7,

    /// <summary>A sealer's signature over its state snapshot.</summary>
    SnapshotSeal = 8,

    /// <summary>Asks for a part of a certified snapshot.</summary>
    SnapshotRequest = 9,

    /// <summary>Answers with the part.</summary>
    SnapshotResponse = 10,

    /// <summary>Asks for the blocks that decided on epochs.</summary>
    ProofRequest = 11,

    /// <summary>Answers with their headers, seals and writes.</summary>
    ProofResponse = 12,

    /// <summary>Asks for headers from a height on.</summary>
    HeaderRequest = 13,

    /// <summary>Answers with those that are kept.</summary>
    HeaderResponse = 14,

    /// <summary>Asks a leader for its read index.</summary>
    ReadIndexRequest = 15,

    /// <summary>Answers with a height, or refuses.</summary>
    ReadIndexResponse = 16,
}
