using Ledger.Consensus.Epochs;
using Ledger.Domain.Events;

namespace Ledger.Consensus.Silence;

/// <summary>The core of one epoch, hushed while the node is silent.</summary>
/// <remarks>A hushed core believes that it said what was kept back, and would say it again without journalling it. So it is only
/// listened to; when silence ends, a new one takes its place above the last stored block, as after a restart.</remarks>
internal sealed class SilentCore : IConsensusCore
{
    private readonly SilentCores _silence;
    private readonly Epoch _epoch;
    private readonly CoreFactory _cores;
    private readonly List<ConsensusInput.Replayed> _replayed = [];
    private IConsensusCore _core;
    private CertifiedHeader _stored;
    private readonly List<ConsensusEvent> _viewFacts = [];
    private ConsensusInput.EpochEnds? _ends;
    private bool _isStarted;
    private bool _isWorkKnown;

    public SilentCore(SilentCores silence, Epoch epoch, CertifiedHeader stored, CoreFactory cores)
    {
        (_silence, _epoch, _cores, _stored) = (silence, epoch, cores, stored);
        _core = cores(epoch, stored);
    }

    /// <inheritdoc/>
    public ConsensusStatus Status => _silence.IsSilent ? _core.Status with { Phase = ConsensusStatus.Silent } : _core.Status;

    /// <inheritdoc/>
    public IReadOnlyList<ConsensusEffect> Step(TimeSpan now, ConsensusInput input)
    {
        Note(input);
        _silence.Learn(input);
        IReadOnlyList<ConsensusEffect> effects = _core.Step(now, input);
        if (!_silence.IsSilent)
        {
            return effects;
        }

        List<ConsensusEffect> kept = [.. effects.Where(MayPass)];
        foreach (ConsensusEffect.Persist persist in effects.OfType<ConsensusEffect.Persist>())
        {
            NoteView(persist.Event);
        }

        bool ends = input is ConsensusInput.MemoryKnown || _silence.IsPast(_epoch, _stored.Number, _core.Status);
        if (ends && _isStarted)
        {
            Speak(now, kept);
        }

        return kept;
    }

    private void Note(ConsensusInput input)
    {
        switch (input)
        {
            case ConsensusInput.Replayed replayed:
                _replayed.Add(replayed);
                break;
            case ConsensusInput.Started:
                _isStarted = true;
                break;
            case ConsensusInput.EpochEnds ends:
                _ends = ends;
                break;
            case ConsensusInput.TransactionsAvailable:
                _isWorkKnown = true;
                break;
            case ConsensusInput.Committed committed:
                _isWorkKnown = false;
                _stored = new CertifiedHeader(committed.Header, committed.BlockHash, committed.Certificate);
                break;
        }
    }

    /// <summary>Remembers the view or term that the group is in: it is learnt while silent, so it is not in the journal.</summary>
    private void NoteView(ConsensusEvent fact)
    {
        if (fact is NewViewAccepted or TermStarted or VoteGranted)
        {
            _viewFacts.RemoveAll(known => known.GetType() == fact.GetType());
            _viewFacts.Add(fact);
        }
    }

    /// <summary>What binds nobody passes: following the others, and asking them where they are.</summary>
    private static bool MayPass(ConsensusEffect effect) => effect switch
    {
        ConsensusEffect.Persist or ConsensusEffect.Forward or ConsensusEffect.BuildProposal => false,
        ConsensusEffect.Broadcast broadcast => !broadcast.Message.BindsSender,
        ConsensusEffect.Send send => !send.Message.BindsSender,
        ConsensusEffect.SetTimer timer => timer.Timer.Kind == ConsensusTimerKind.Resend,
        _ => true,
    };

    private void Speak(TimeSpan now, List<ConsensusEffect> effects)
    {
        _silence.End();
        _core = _cores(_epoch, _stored);
        foreach (ConsensusInput.Replayed replayed in _replayed)
        {
            _core.Step(TimeSpan.Zero, replayed);
        }

        foreach (ConsensusEvent fact in _viewFacts)
        {
            _core.Step(TimeSpan.Zero, new ConsensusInput.Replayed(fact));
            effects.Add(new ConsensusEffect.Persist(fact));
        }

        if (_ends is not null)
        {
            effects.AddRange(_core.Step(now, _ends));
        }

        effects.AddRange(_core.Step(now, new ConsensusInput.Started()));
        if (_isWorkKnown)
        {
            effects.AddRange(_core.Step(now, new ConsensusInput.TransactionsAvailable()));
        }

        effects.Add(new ConsensusEffect.Report($"This node votes again, above block {_stored.Number}."));
    }
}
