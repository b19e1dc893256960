using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <summary>Raft (Ongaro and Ousterhout, USENIX ATC 2014) with pre-vote, check-quorum and read index, and a Checkpoint at every height
/// that makes an executed block final, as under every algorithm.</summary>
/// <remarks>
/// <para>Entries are proposals for consecutive heights; <see cref="RaftEntry"/> says how index and height differ. An entry joins the log
/// when its bodies are durable here, not before: then what a majority acknowledges can be executed, and no leader is elected with an
/// entry that nobody can execute.</para>
/// <para>Committed means ordered. A committed height is executed, and final once a majority signed the same result. The log keeps what
/// is above the last stored height and a little below; whoever needs more fetches certified blocks.</para>
/// <para>Term, vote and entries are journalled before anything that depends on them leaves. The own vote counts when the own request
/// loops back, which is after the journal has it; own entries count at once, because the answers that commit them come after.</para>
/// </remarks>
public sealed partial class RaftCore : IConsensusCore
{
    private const int Observer = -1;
    private const int NoLeader = -1;

    private readonly RaftOptions _options;
    private readonly long _ground;
    private readonly SealerSet _sealers;
    private readonly int _self;
    private readonly IHashFunction _hash;
    private readonly RaftLog _log;
    private readonly ArmedTimers _timers = new();
    private readonly SortedDictionary<long, RaftHeight> _heights = [];

    private List<ConsensusEffect> _effects = [];
    private TimeSpan _now;
    private CertifiedHeader _stored;
    private long _final;
    private long _term;
    private int? _votedFor;
    private RaftRole _role;
    private int _leader = NoLeader;
    private long _committed;
    private bool _isHalted;
    private bool _isStarted;
    private bool _isWorkKnown;
    private bool _isDeclined;
    private long _last = long.MaxValue;
    private long _termsLeft;

    /// <summary>Starts above the last stored block, in term 0, before any replay.</summary>
    /// <param name="options">Settings of the group.</param>
    /// <param name="epoch">The epoch; its sealer set has the fault model <see cref="FaultModel.Crash"/>.</param>
    /// <param name="self">Index of this node in the set; -1 for one that only follows, which sends nothing.</param>
    /// <param name="lastCommitted">The last block that the store holds: the epoch's base, or one of the epoch.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <exception cref="ArgumentException">An index or option outside its range, or a set with Byzantine quorums.</exception>
    public RaftCore(RaftOptions options, Epoch epoch, int self, CertifiedHeader lastCommitted, IHashFunction hash)
    {
        RequireCrashModel(epoch.Sealers, nameof(epoch));
        RequireInRange(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(self, Observer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(self, epoch.Sealers.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastCommitted.Number, epoch.First - 1);
        _options = options;
        _ground = epoch.First - 1;
        _sealers = epoch.Sealers;
        _self = self;
        _hash = hash;
        _log = new RaftLog(_ground);
        _dice = new ElectionDice(options, self);
        _progress = [.. Enumerable.Range(0, epoch.Sealers.Count).Select(_ => new Progress())];
        _granted = new bool[epoch.Sealers.Count];
        _heard = new TimeSpan?[epoch.Sealers.Count];
        _termsSeen = [.. Enumerable.Repeat(-1L, epoch.Sealers.Count)];
        _answered = new TimeSpan?[epoch.Sealers.Count];
        _stored = lastCommitted;
        _final = lastCommitted.Number;
        _highest = new HighestFinal(lastCommitted);
        _executionAsked = lastCommitted.Number;
    }

    /// <summary>Whether a leader takes a majority as commitment for entries of earlier terms too; only tests do, to see their harness
    /// find out what figure 8 of the paper shows.</summary>
    internal bool CommitsOldTerms { get; init; }

    /// <summary>What the checks of tests look at.</summary>
    internal RaftLog Log => _log;

    /// <summary>The highest index known to be committed.</summary>
    internal long CommittedIndex => _committed;

    internal bool IsLeader => _role == RaftRole.Leader;

    /// <summary>Whether the epoch's end is known and not ordered yet: then blocks are made without work.</summary>
    private bool IsEnding => _last != long.MaxValue && _log.LastNumber < _last;

    private bool IsSealer => _self != Observer;

    private int Majority => _sealers.Threshold;

    /// <inheritdoc/>
    public IReadOnlyList<ConsensusEffect> Step(TimeSpan now, ConsensusInput input)
    {
        _now = now;
        if (!_isHalted)
        {
            long final = _final;
            Take(input);
            if (_isStarted && !_isHalted)
            {
                TryPropose();
                TellFollowers();
                SetTimers();
                NoteWaiting(_final > final);
            }
        }

        List<ConsensusEffect> effects = _effects;
        _effects = [];
        return effects;
    }

    internal static void RequireCrashModel(SealerSet sealers, string parameter)
    {
        if (sealers.Faults != FaultModel.Crash)
        {
            throw new ArgumentException("Raft decides by majorities: its sealer set has the fault model Crash.", parameter);
        }
    }

    private static void RequireInRange(RaftOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Window, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HeightsAheadMax, options.Window);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HeightsKept, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.AppendsInFlightMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.EntriesPerAppendMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.EntriesPerAppendMax, RaftLimits.EntriesMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            options.AppendSizeBytesMax, MessageLimits.MessageSizeBytesMax / 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.HeartbeatInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.HeartbeatInterval, options.ElectionTimeout / 2);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ReadsMax);
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
                break;
            case ConsensusInput.ProposalBuilt built:
                OnProposalBuilt(built);
                break;
            case ConsensusInput.BodiesReady ready:
                OnBodiesReady(ready);
                break;
            case ConsensusInput.Executed executed:
                OnExecuted(executed);
                break;
            case ConsensusInput.Committed committed:
                OnCommitted(committed);
                break;
            case ConsensusInput.EpochEnds ends:
                _last = ends.Last;
                break;
            case ConsensusInput.ReadRequested read:
                OnReadRequested(read.Id);
                break;
        }
    }

    private void OnMessage(VerifiedMessage message)
    {
        NoteHeard(message);
        switch (message.Message)
        {
            case RaftMessage.Checkpoint checkpoint:
                OnCheckpoint(checkpoint, message);
                return;
            case RaftMessage.Status status:
                OnStatus(status, message.Sender);
                return;
        }

        if (!IsSealer)
        {
            return;
        }

        switch (message.Message)
        {
            case RaftMessage.RequestPreVote request:
                OnRequestPreVote(request, message.Sender);
                break;
            case RaftMessage.PreVoteAnswer answer:
                OnPreVoteAnswer(answer, message.Sender);
                break;
            case RaftMessage.RequestVote request:
                OnRequestVote(request, message.Sender);
                break;
            case RaftMessage.VoteAnswer answer:
                OnVoteAnswer(answer, message.Sender);
                break;
            case RaftMessage.AppendEntries append:
                OnAppendEntries(append, message.Sender);
                break;
            case RaftMessage.AppendAnswer answer:
                OnAppendAnswer(answer, message.Sender);
                break;
            case RaftMessage.InstallHint hint:
                OnInstallHint(hint, message.Sender);
                break;
        }
    }

    private Hash256 DigestOf(Proposal proposal) => ProposalCodec.Digest(proposal, _hash);

    private void Persist(ConsensusEvent fact)
    {
        if (IsSealer)
        {
            _effects.Add(new ConsensusEffect.Persist(fact));
        }
    }

    private void Broadcast(RaftMessage message)
    {
        if (IsSealer)
        {
            _effects.Add(new ConsensusEffect.Broadcast(message));
        }
    }

    private void Send(int to, RaftMessage message)
    {
        if (IsSealer)
        {
            _effects.Add(new ConsensusEffect.Send(to, message));
        }
    }

    private void Report(string text) => _effects.Add(new ConsensusEffect.Report(text));

    private void Halt(long number, in Hash256 own, in Hash256 quorums)
    {
        _effects.Add(new ConsensusEffect.Halt(number, own, quorums));
        _isHalted = true;
    }
}
