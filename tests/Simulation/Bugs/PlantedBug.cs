namespace Ledger.Simulation.Bugs;

/// <summary>A bug put into every node of a run, to show that the checks find it.</summary>
public enum PlantedBug
{
    /// <summary>None: the real thing.</summary>
    None = 0,

    /// <summary>Messages leave before what they promise is durable.</summary>
    VoteBeforeJournal = 1,

    /// <summary>One vote less than a quorum decides.</summary>
    QuorumOffByOne = 2,

    /// <summary>ViewChanges show no prepared certificates.</summary>
    NoPreparedCertificate = 3,

    /// <summary>A restarted node forgets which views it left.</summary>
    ReusedOldView = 4,

    /// <summary>A restarted node forgets what it prepared.</summary>
    ForgottenPrepared = 5,

    /// <summary>A node that prepared a proposal refuses every other one of that height for ever (FISCO BCOS 2.x).</summary>
    LockedForEver = 6,

    /// <summary>Signatures do not name their group.</summary>
    NoGroupInSignature = 7,

    /// <summary>A block is stored in one transaction and its state in the next.</summary>
    StateOutsideTransaction = 8,

    /// <summary>A proposal that has grown old is refused, prepared or not.</summary>
    TimeCheckOnPrepared = 9,

    /// <summary>A restarted sealer of Raft does not know whom it voted for.</summary>
    ForgottenVote = 10,

    /// <summary>A leader of Raft takes a majority as commitment for entries of earlier terms too (figure 8 of the paper).</summary>
    OldTermCommit = 11,
}
