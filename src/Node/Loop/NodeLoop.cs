using Ledger.Consensus;
using Ledger.Domain.Events;
using Ledger.Node.Ports;

namespace Ledger.Node.Loop;

/// <summary>The one owner of the consensus core: takes inputs one by one, and turns the effects into work.</summary>
/// <remarks>Inputs that wait together are stepped together, then everything that they want durable is written in one journal append,
/// and only then anything is sent: each effect's duty is kept, at one disk sync for many.</remarks>
/// <param name="core">The consensus algorithm.</param>
/// <param name="inbox">The inputs.</param>
/// <param name="outlet">Journals and sends.</param>
/// <param name="work">Everything else that an effect asks for.</param>
/// <param name="time">The clock that the core sees.</param>
public sealed class NodeLoop(
    IConsensusCore core, Inbox inbox, ConsensusOutlet outlet, EffectWork work, TimeProvider time)
{
    /// <summary>The most inputs that are stepped before their effects are carried out.</summary>
    public const int InputsAtOnceMax = 256;

    private readonly long _started = time.GetTimestamp();
    private readonly Queue<ConsensusInput> _next = new();
    private readonly List<ConsensusEvent> _events = [];
    private readonly List<ConsensusEffect> _sends = [];

    /// <summary>Replays the journal and then works until cancelled.</summary>
    public async Task RunAsync(IReadOnlyList<ConsensusEvent> journal, CancellationToken cancellation)
    {
        foreach (ConsensusEvent fact in journal)
        {
            core.Step(TimeSpan.Zero, new ConsensusInput.Replayed(fact));
        }

        _next.Enqueue(new ConsensusInput.Started());
        do
        {
            StepAll();
            await CarryOutAsync(cancellation);
        }
        while (_next.Count > 0 || await inbox.WaitAsync(cancellation));
    }

    private void StepAll()
    {
        for (int i = 0; i < InputsAtOnceMax; i++)
        {
            if (!_next.TryDequeue(out ConsensusInput? input) && !inbox.TryRead(out input))
            {
                break;
            }

            foreach (ConsensusEffect effect in core.Step(time.GetElapsedTime(_started), input!))
            {
                Sort(effect);
            }

            work.OnStepped(input!, _next);
        }

        work.Publish(core.Status, _next);
    }

    private void Sort(ConsensusEffect effect)
    {
        switch (effect)
        {
            case ConsensusEffect.Persist persist:
                _events.Add(persist.Event);
                break;
            case ConsensusEffect.Send or ConsensusEffect.Broadcast or ConsensusEffect.Forward:
                _sends.Add(effect);
                break;
            case ConsensusEffect.EnterEpoch enter:
                work.Enter(enter);
                _sends.Add(effect);
                break;
            default:
                work.Start(effect, _next);
                break;
        }
    }

    private async Task CarryOutAsync(CancellationToken cancellation)
    {
        List<JournalBody> bodies = work.TakeUnsavedBodies();
        if (_events.Count > 0 || bodies.Count > 0)
        {
            await outlet.JournalAsync(_events, bodies, cancellation);
            _events.Clear();
        }

        work.OnJournalled(core.Status);
        foreach (ConsensusEffect send in _sends)
        {
            if (outlet.Send(send) is VerifiedMessage own)
            {
                _next.Enqueue(new ConsensusInput.MessageReceived(own) { Epoch = outlet.EpochFirst });
            }
        }

        _sends.Clear();
    }
}
