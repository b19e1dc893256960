namespace Ledger.Node.Tests.Joining;

/// <summary>What a peer does to a node that starts from a snapshot.</summary>
public enum JoinLie
{
    /// <summary>It never answers.</summary>
    Silence,

    /// <summary>It says that it has no snapshot, no proof and no header.</summary>
    Nothing,

    /// <summary>It says that no block decided on sealers.</summary>
    ShortProof,

    /// <summary>A true manifest, signed by nobody.</summary>
    ForgedSignatures,

    /// <summary>A manifest of a higher block of its own, sealed and signed by itself alone.</summary>
    OwnSnapshot,

    /// <summary>A manifest of a block on top of a true one, with the headers between, all of which name itself alone.</summary>
    OwnBranch,

    /// <summary>A true manifest with other transactions.</summary>
    OtherTransactions,

    /// <summary>Chunks with another value in them.</summary>
    OtherChunk,

    /// <summary>Proofs with another write in them.</summary>
    OtherWrites,

    /// <summary>Headers that do not lead to each other.</summary>
    OtherHeaders,

    /// <summary>Bytes.</summary>
    Garbage,
}
