using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>Practical Byzantine fault tolerance (Castro and Liskov, OSDI 1999) with the certificates of its proof, leaders in turns,
/// and a Checkpoint at every height that makes an executed block final.</summary>
/// <remarks>
/// Heights above the last stored one are <see cref="Slot"/>s. Three marks order them: stored (the store has it), final (a quorum
/// sealed it), open (final + window). What a node signs is journalled before it leaves, and prepared certificates are kept for
/// every height above the stored one, because only what is stored survives without the journal.
/// </remarks>
public sealed partial class PbftCore : IConsensusCore
{
    private const int Observer = -1;

    private readonly PbftOptions _options;
    private readonly SealerSet _sealers;
    private readonly int _self;
    private readonly IHashFunction _hash;
    private readonly PbftCodec _codec;
    private readonly Pacemaker _pacemaker;
    private readonly ViewChangeTally _viewChanges;
    private readonly SortedDictionary<long, Slot> _slots = [];

    private List<ConsensusEffect> _effects = [];
    private TimeSpan _now;
    private CertifiedHeader _stored;
    private long _final;
    private long _view;
    private long _last = long.MaxValue;
    private bool _isActive = true;
    private bool _isHalted;
    private bool _isStarted;
    private bool _isWorkKnown;
    private long _viewsLeft;

    /// <summary>Starts above the last stored block, in view 0, before any replay.</summary>
    /// <param name="options">Settings of the group.</param>
    /// <param name="sealers">The sealer set.</param>
    /// <param name="self">Index of this node in it; -1 for one that only follows, which sends nothing.</param>
    /// <param name="lastCommitted">The last block that the store holds.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <exception cref="ArgumentException">An index or option outside its range.</exception>
    public PbftCore(PbftOptions options, SealerSet sealers, int self, CertifiedHeader lastCommitted, IHashFunction hash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(self, Observer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(self, sealers.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HeightsPerTurn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HeightsAheadMax, options.Window);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.HeightsAheadMax, PbftLimits.PreparedMax);
        _options = options;
        _sealers = sealers;
        _self = self;
        _hash = hash;
        _codec = new PbftCodec(hash);
        _pacemaker = new Pacemaker(options);
        _viewChanges = new ViewChangeTally(sealers.Count);
        _stored = lastCommitted;
        _final = lastCommitted.Number;
        _highest = new HighestFinal(lastCommitted);
        _executionAsked = lastCommitted.Number;
        _claims = new long[sealers.Count];
        _answered = new TimeSpan?[sealers.Count];
        _asked = new TimeSpan?[sealers.Count];
        _heard = new TimeSpan?[sealers.Count];
        _viewsSeen = [.. Enumerable.Repeat(-1L, sealers.Count)];
        Threshold = sealers.Threshold;
    }

    /// <summary>Votes that decide; tests weaken it to see the simulator find out.</summary>
    internal int Threshold { get; init; }

    private bool IsSealer => _self != Observer;

    /// <summary>Whether the epoch's end is known and not reached: then blocks are made without work.</summary>
    private bool IsEnding => _last != long.MaxValue && _final < _last;

    /// <inheritdoc/>
    public IReadOnlyList<ConsensusEffect> Step(TimeSpan now, ConsensusInput input)
    {
        _now = now;
        if (!_isHalted)
        {
            Take(input);
            if (_isStarted && !_isHalted)
            {
                TryPropose();
                SetTimers();
            }
        }

        List<ConsensusEffect> effects = _effects;
        _effects = [];
        return effects;
    }

    private void Take(ConsensusInput input)
    {
        switch (input)
        {
            case ConsensusInput.Replayed replayed:
                Replay(replayed.Event);
                break;
            case ConsensusInput.Started:
                OnStarted();
                break;
            case ConsensusInput.MessageReceived received:
                OnMessage(received.Message);
                break;
            case ConsensusInput.TimerElapsed elapsed:
                OnTimer(elapsed.Timer);
                break;
            case ConsensusInput.TransactionsAvailable:
                _isWorkKnown = true;
                _notBuilt = null;
                break;
            case ConsensusInput.ProposalBuilt built:
                OnProposalBuilt(built);
                break;
            case ConsensusInput.BodiesReady ready:
                OnBodiesReady(ready);
                break;
            case ConsensusInput.ProposalRefused refused:
                OnProposalRefused(refused);
                break;
            case ConsensusInput.Executed executed:
                OnExecuted(executed);
                break;
            case ConsensusInput.Committed committed:
                OnCommitted(committed);
                break;
            case ConsensusInput.EpochEnds ends:
                _last = ends.Last;
                TakeKeptOffers();
                break;
        }
    }

    private void OnMessage(VerifiedMessage message)
    {
        NoteHeard(message);
        switch (message.Message)
        {
            case PbftMessage.PrePrepare prePrepare:
                OnPrePrepare(prePrepare, message);
                break;
            case PbftMessage.Prepare prepare:
                OnPrepare(prepare, message);
                break;
            case PbftMessage.Commit commit:
                OnCommit(commit, message);
                break;
            case PbftMessage.Checkpoint checkpoint:
                OnCheckpoint(checkpoint, message);
                break;
            case PbftMessage.ViewChange viewChange:
                OnViewChange(viewChange, message);
                break;
            case PbftMessage.NewView newView:
                OnNewView(newView, message);
                break;
            case PbftMessage.Status status:
                OnStatus(status, message.Sender);
                break;
        }
    }

    /// <summary>The slot of a height that may take part: above the stored one and within the limit; otherwise none.</summary>
    private Slot? SlotAt(long number)
    {
        if (number <= _stored.Number || number > Math.Min(_stored.Number + _options.HeightsAheadMax, _last))
        {
            return null;
        }

        if (!_slots.TryGetValue(number, out Slot? slot))
        {
            slot = new Slot(number, _sealers.Count);
            _slots.Add(number, slot);
        }

        return slot;
    }

    private int LeaderOf(long number, long view) =>
        Leadership.OfHeight(number, view, _sealers.Count, _options.HeightsPerTurn);

    private Hash256 DigestOf(Proposal proposal) => ProposalCodec.Digest(proposal, _hash);

    private void Persist(ConsensusEvent fact)
    {
        if (IsSealer)
        {
            _effects.Add(new ConsensusEffect.Persist(fact));
        }
    }

    private void Broadcast(PbftMessage message)
    {
        if (IsSealer)
        {
            _effects.Add(new ConsensusEffect.Broadcast(message));
        }
    }

    private void Report(string text) => _effects.Add(new ConsensusEffect.Report(text));

    private void Halt(long number, in Hash256 own, in Hash256 quorums)
    {
        _effects.Add(new ConsensusEffect.Halt(number, own, quorums));
        _isHalted = true;
    }

    /// <summary>The journal's copy of a message that is signed next.</summary>
    private string Unsigned(PbftMessage message) =>
        Hex.Encode(PbftCodec.Encode(message, _self, PbftCodec.EncodePayload(message), []));
}
