namespace Ledger.Simulation.Cluster;

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
}
