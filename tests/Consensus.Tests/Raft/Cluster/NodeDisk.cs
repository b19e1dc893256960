using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>What survives a crash of one node.</summary>
internal sealed class NodeDisk(CertifiedHeader genesis)
{
    public List<ConsensusEvent> Journal { get; } = [];

    public List<StoredBlock> Chain { get; } = [new(genesis, [])];

    public HashSet<Hash256> Bodies { get; } = [];

    public CertifiedHeader Head => Chain[^1].Block;

    public IReadOnlyList<ConsensusEvent> Recall(RaftBug bug)
    {
        IReadOnlyList<ConsensusEvent> facts = JournalRetention.Select(Journal, Head.Number);
        return bug switch
        {
            RaftBug.UnpersistedVote => [.. facts.Where(fact => fact is not VoteGranted)],
            RaftBug.UnpersistedEntries when facts.OfType<EntriesAppended>().LastOrDefault() is EntriesAppended last =>
                [.. facts.Where(fact => !ReferenceEquals(fact, last))],
            _ => facts,
        };
    }
}

/// <summary>One stored block.</summary>
/// <param name="Block">Header and certificate.</param>
/// <param name="Executed">The transactions of it that no block before it had.</param>
internal sealed record StoredBlock(CertifiedHeader Block, IReadOnlyList<Hash256> Executed);
