using Ledger.Consensus;
using Ledger.Domain.Events;

namespace Ledger.Simulation.Cluster;

/// <summary>Does a core's effects in order: nothing behind a Persist happens before it is durable.</summary>
public sealed class EffectRunner(
    ClusterRun run, SimulatedDisk disk, Action<ConsensusEffect> execute, Func<Action, Action> alive)
{
    private readonly Queue<ConsensusEffect> _waiting = [];
    private readonly List<ConsensusEvent> _inFlight = [];
    private bool _isRunning;

    /// <summary>Takes the effects of one step.</summary>
    public void Add(IReadOnlyList<ConsensusEffect> effects)
    {
        foreach (ConsensusEffect effect in effects)
        {
            _waiting.Enqueue(effect);
        }

        Pump();
    }

    /// <summary>What was being written arrives as a prefix of any length.</summary>
    public void Crash(Random random)
    {
        disk.Append(_inFlight.Take(random.Next(_inFlight.Count + 1)));
        _inFlight.Clear();
        _waiting.Clear();
    }

    private void Pump()
    {
        // An effect may give an input and so new effects: they queue up behind, they do not overtake.
        if (_isRunning)
        {
            return;
        }

        _isRunning = true;
        while (CanGoOn && _waiting.TryDequeue(out ConsensusEffect? effect))
        {
            if (effect is ConsensusEffect.Persist persist)
            {
                Write(persist);
            }
            else
            {
                execute(effect);
            }
        }

        _isRunning = false;
    }

    private bool CanGoOn => _inFlight.Count == 0 || run.Bugs.IsWriteBehind;

    private void Write(ConsensusEffect.Persist first)
    {
        _inFlight.Add(first.Event);
        while (_waiting.TryPeek(out ConsensusEffect? next) && next is ConsensusEffect.Persist persist)
        {
            _waiting.Dequeue();
            _inFlight.Add(persist.Event);
        }

        if (run.IsTracing)
        {
            run.Trace("   writes " + string.Join(", ", _inFlight.Select(fact => $"{fact.GetType().Name} {fact.Number}/{fact.View}")));
        }

        run.Time.After(run.Bugs.IsWriteBehind ? TimeSpan.FromSeconds(1) : run.DiskDelay(), alive(() =>
        {
            disk.Append(_inFlight);
            _inFlight.Clear();
            Pump();
        }));
    }
}
