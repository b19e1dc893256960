using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Domain.Events;

namespace Ledger.Simulation.Cluster;

/// <summary>Puts a bug between a real core and its shell, so that the product needs no switches for it.</summary>
public sealed class BugPlanter(PlantedBug bug)
{
    /// <summary>Whether effects go on before a Persist is durable.</summary>
    public bool IsWriteBehind => bug == PlantedBug.VoteBeforeJournal;

    /// <summary>The votes that decide.</summary>
    public int Threshold(int honest) => bug == PlantedBug.QuorumOffByOne ? honest - 1 : honest;

    /// <summary>What is signed in place of a message.</summary>
    public ConsensusMessage Weaken(ConsensusMessage message) =>
        bug == PlantedBug.NoPreparedCertificate && message is PbftMessage.ViewChange change
            ? change with { Prepared = [] }
            : message;

    /// <summary>What a restarted node remembers of its journal.</summary>
    public IEnumerable<ConsensusEvent> Recall(IReadOnlyList<ConsensusEvent> journal) => bug switch
    {
        PlantedBug.ReusedOldView => journal.Where(fact => fact is not (ViewChangeSigned or NewViewAccepted)),
        PlantedBug.ForgottenPrepared => journal.Where(fact => fact is not CommitSigned),
        _ => journal,
    };
}
