namespace Ledger.Consensus.Pbft;

/// <summary>What a PBFT message is. Append only: the numbers are signed and go over the wire.</summary>
public enum PbftMessageKind
{
    /// <summary><see cref="PbftMessage.PrePrepare"/>.</summary>
    PrePrepare = 1,

    /// <summary><see cref="PbftMessage.Prepare"/>.</summary>
    Prepare = 2,

    /// <summary><see cref="PbftMessage.Commit"/>.</summary>
    Commit = 3,

    /// <summary><see cref="PbftMessage.Checkpoint"/>.</summary>
    Checkpoint = 4,

    /// <summary><see cref="PbftMessage.ViewChange"/>.</summary>
    ViewChange = 5,

    /// <summary><see cref="PbftMessage.NewView"/>.</summary>
    NewView = 6,

    /// <summary><see cref="PbftMessage.Status"/>.</summary>
    Status = 7,
}
