using Ledger.Domain.Events;
using Ledger.Node.Epochs;
using Ledger.Node.Ports;

namespace Ledger.Node.Silence;

/// <summary>A vote journal whose witness outside the database follows it: after every append, and so before anything is sent.</summary>
/// <remarks>The note costs one write without a disk sync. It is synced when the view rises, and every <see cref="DurableHeights"/>
/// heights: after a loss of power the witness is behind by no more than that, and <see cref="MarkOf"/> adds it. The node loop appends and
/// the check of the memory confirms; a lock keeps their notes apart.</remarks>
public sealed class WitnessedJournal : IVoteJournal
{
    /// <summary>After how many heights the witness is synced. Default 16.</summary>
    public const int DurableHeights = 16;

    private readonly IVoteJournal _journal;
    private readonly IPromiseWitness _witness;
    private readonly EpochBook _epochs;
    private readonly OwnSeals _seals;
    private readonly Lock _gate = new();
    private Promises _noted;
    private Promises _durable;

    /// <summary>Follows a journal from where it stands.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="witness">Where it is noted.</param>
    /// <param name="epochs">Members and parameters by height.</param>
    /// <param name="seals">Learns what this node sealed.</param>
    /// <param name="start">What the journal and the witness may hold together at the start.</param>
    public WitnessedJournal(
        IVoteJournal journal, IPromiseWitness witness, EpochBook epochs, OwnSeals seals, Promises start)
    {
        (_journal, _witness, _epochs, _seals) = (journal, witness, epochs, seals);
        _noted = start;
        _durable = start;
    }

    /// <inheritdoc/>
    public async Task AppendAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation)
    {
        await _journal.AppendAsync(events, bodies, cancellation);
        if (events.Count == 0)
        {
            return;
        }

        _seals.Note(events);
        lock (_gate)
        {
            Promises next = events.Aggregate(_noted, Add);
            bool isDurable = next.Epoch > _durable.Epoch
                || next.View > _durable.View
                || next.Number >= _durable.Number + DurableHeights;
            _witness.Note(next, isDurable);
            _noted = next;
            _durable = isDurable ? next : _durable;
        }
    }

    /// <summary>Notes, durably, what the journal holds: it is known to hold all that binds this node. Without this a node that has not
    /// signed yet, an observer or a sealer that was not drawn, would at each start look like one that lost its witness.</summary>
    public void Confirm()
    {
        lock (_gate)
        {
            _witness.Note(_noted, isDurable: true);
            _durable = _noted;
        }
    }

    /// <summary>Where a person finds the witness.</summary>
    public string Place => _witness.Place;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConsensusEvent>> LoadAsync(long committed, CancellationToken cancellation) =>
        _journal.LoadAsync(committed, cancellation);

    /// <inheritdoc/>
    public Task<long> CountAsync(CancellationToken cancellation) => _journal.CountAsync(cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalBody>> LoadBodiesAsync(CancellationToken cancellation) =>
        _journal.LoadBodiesAsync(cancellation);

    /// <inheritdoc/>
    public Task DropBodiesAsync(long committed, CancellationToken cancellation) =>
        _journal.DropBodiesAsync(committed, cancellation);

    /// <summary>The highest height that may be signed when the witness was last synced with this note.</summary>
    internal static long MarkOf(Promises noted) => noted.Number + DurableHeights;

    /// <summary>A height of the epoch that a fact was said in. What PBFT says of a view is said above the stored block that it names, which may
    /// be the last of the epoch before; Raft's facts name their epoch's base.</summary>
    private static long HeightOf(ConsensusEvent fact) => fact switch
    {
        TermStarted item => item.Epoch + 1,
        VoteGranted item => item.Epoch + 1,
        EntriesAppended item => item.Epoch + 1,
        LogCompacted item => item.Epoch + 1,
        ViewChangeSigned or NewViewAccepted => fact.Number + 1,
        _ => fact.Number,
    };

    private Promises Add(Promises known, ConsensusEvent fact)
    {
        long epoch = _epochs.Find(HeightOf(fact))?.First ?? known.Epoch;
        return new Promises(
            known.Facts + 1,
            Math.Max(known.Number, fact.Number),
            Math.Max(known.Epoch, epoch),
            epoch > known.Epoch ? fact.View : Math.Max(known.View, fact.View));
    }
}
