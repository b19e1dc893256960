using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Simulation.Cluster;

/// <summary>What survives a crash of one node: its vote journal, its store and the bodies it made durable.</summary>
public sealed class SimulatedDisk(CertifiedHeader genesis)
{
    private readonly List<ConsensusEvent> _journal = [];
    private readonly List<StoredHeight> _chain = [new(genesis, new Proposal(0, 0, 0, []), [])];

    /// <summary>The blocks stored, from block 0.</summary>
    public IReadOnlyList<StoredHeight> Chain => _chain;

    /// <summary>The last block stored.</summary>
    public CertifiedHeader Head => _chain[^1].Block;

    /// <summary>The bodies that are durable.</summary>
    public HashSet<Hash256> Bodies { get; } = [];

    /// <summary>Makes facts durable.</summary>
    public void Append(IEnumerable<ConsensusEvent> facts) => _journal.AddRange(facts);

    /// <summary>Stores the next block; one that is stored already is left alone.</summary>
    public void Store(StoredHeight height)
    {
        if (height.Block.Number == Head.Number + 1)
        {
            _chain.Add(height);
        }
    }

    /// <summary>What a restarted node reads: the facts above the stored height, and of each kind about views the last.</summary>
    public IReadOnlyList<ConsensusEvent> LoadJournal()
    {
        ConsensusEvent? change = _journal.FindLast(fact => fact is ViewChangeSigned);
        ConsensusEvent? newView = _journal.FindLast(fact => fact is NewViewAccepted);
        return
        [
            .. _journal.Where(fact => fact is ViewChangeSigned or NewViewAccepted
                ? ReferenceEquals(fact, change) || ReferenceEquals(fact, newView)
                : fact.Number > Head.Number),
        ];
    }
}

/// <summary>One stored block.</summary>
/// <param name="Block">Header and certificate.</param>
/// <param name="Proposal">What was ordered.</param>
/// <param name="Executed">The transactions that it executed: those that no block before it did.</param>
public sealed record StoredHeight(CertifiedHeader Block, Proposal Proposal, IReadOnlyList<Hash256> Executed);
