using Ledger.Consensus.Epochs;
using Ledger.Consensus.Silence;
using Ledger.Domain.Events;
using Ledger.Node.Epochs;
using Ledger.Node.Execution;
using Ledger.Node.Loop;
using Ledger.Node.Ports;
using Ledger.Node.Sync;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Silence;

/// <summary>The vote journal with its witness, and what follows from the two for a node that opens. A node without a witness believes its
/// journal.</summary>
internal sealed class JournalWatch
{
    private readonly GroupNodePorts _ports;
    private readonly Memory? _memory;

    private readonly WitnessedJournal? _journal;

    private JournalWatch(GroupNodePorts ports, WitnessedJournal? journal, OwnSeals? seals, Memory? memory) =>
        (_ports, _journal, Seals, _memory) = (ports, journal, seals, memory);

    /// <summary>The journal, followed by its witness.</summary>
    public IVoteJournal Journal => _journal ?? _ports.Journal;

    /// <summary>Own seals that come back.</summary>
    public OwnSeals? Seals { get; }

    public static async Task<JournalWatch> OpenAsync(
        GroupNodePorts ports,
        EpochBook epochs,
        IReadOnlyList<ConsensusEvent> facts,
        long stored,
        CancellationToken cancellation)
    {
        if (ports.Witness is not IPromiseWitness witness)
        {
            return new JournalWatch(ports, null, null, null);
        }

        // What a snapshot brought, this node did not follow: only its journal says what it remembers of those heights.
        bool isNew = ports.Store.Base is not null && await ports.Journal.CountAsync(cancellation) == 0;
        Memory memory = await Memory.ReadAsync(witness, ports.Journal, facts, isNew ? 0 : stored, cancellation);
        var seals = new OwnSeals(ports.Signer.Id, stored);
        seals.Note(facts);
        var journal = new WitnessedJournal(ports.Journal, witness, epochs, seals, StartOf(memory, epochs, facts, stored));
        return new JournalWatch(ports, journal, seals, memory);
    }

    /// <summary>Cores that are silent until the node knows what it remembers.</summary>
    public CoreFactory Wrap(CoreFactory cores) => _memory is null ? cores : new SilentCores(cores).Make;

    /// <summary>What finds that out.</summary>
    public MemoryCheck? Check(ChainState state, BlockPipeline pipeline, BlockSync sync, Inbox inbox, ILogger logger) =>
        _memory is null
            ? null
            : new MemoryCheck(
                _memory,
                Seals!,
                state,
                new MemoryCheckParts(pipeline, sync, inbox, _journal!, _ports.Time),
                logger);

    private static Promises StartOf(Memory memory, EpochBook epochs, IReadOnlyList<ConsensusEvent> facts, long stored)
    {
        long epoch = epochs.At(stored + 1).First;
        Promises known = memory.Witnessed is { } noted && noted.Epoch >= epoch ? noted : new Promises(0, 0, epoch, 0);
        return new Promises(
            memory.Facts,
            Math.Max(known.Number, memory.Number),
            known.Epoch,
            facts.Where(fact => fact.Number >= epoch - 1).Select(fact => fact.View).Append(known.View).Max());
    }
}
