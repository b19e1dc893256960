using Ledger.Domain.Events;

namespace Ledger.Consensus.Epochs;

/// <summary>Runs one core an epoch, and goes from one to the next at the agreed height.</summary>
/// <remarks>The journal belongs to epochs by its heights: a fact of a height below an epoch's base was said in an earlier one, and
/// nothing said there binds a node in this one.</remarks>
public sealed class EpochCore : IConsensusCore
{
    private readonly CoreFactory _cores;
    private readonly List<Epoch> _next;
    private Epoch _epoch;
    private EpochBase _base;
    private IConsensusCore _core;
    private bool _isStarted;

    /// <summary>Starts in the epoch of the height above the last stored block.</summary>
    /// <param name="epochs">That epoch and those that are known to follow, ascending.</param>
    /// <param name="start">The final block below the first of them.</param>
    /// <param name="stored">The last stored block.</param>
    /// <param name="cores">Makes the cores.</param>
    public EpochCore(IReadOnlyList<Epoch> epochs, in EpochBase start, CertifiedHeader stored, CoreFactory cores)
    {
        _base = start;
        _cores = cores;
        _epoch = epochs[0];
        _next = [.. epochs.Skip(1)];
        _core = cores(_epoch, stored);
        TellEnd(TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public ConsensusStatus Status => _core.Status;

    /// <inheritdoc/>
    public IReadOnlyList<ConsensusEffect> Step(TimeSpan now, ConsensusInput input)
    {
        switch (input)
        {
            case ConsensusInput.Replayed replayed when IsOfEarlierEpoch(replayed.Event):
            case ConsensusInput.MessageReceived received when received.Epoch != _epoch.First:
                return [];
            case ConsensusInput.EpochDecided decided:
                return Learn(now, decided.Epoch);
            case ConsensusInput.Committed committed:
                return Commit(now, committed);
            case ConsensusInput.Started:
                _isStarted = true;
                return [new ConsensusEffect.EnterEpoch(_epoch, _base), .. _core.Step(now, input)];
            default:
                return _core.Step(now, input);
        }
    }

    private bool IsOfEarlierEpoch(ConsensusEvent fact) => fact.Number < _epoch.First - 1;

    private IReadOnlyList<ConsensusEffect> Learn(TimeSpan now, Epoch epoch)
    {
        if (epoch.First <= (_next.Count == 0 ? _epoch.First : _next[^1].First))
        {
            return [];
        }

        _next.Add(epoch);
        return _next.Count == 1 ? TellEnd(now) : [];
    }

    private IReadOnlyList<ConsensusEffect> Commit(TimeSpan now, ConsensusInput.Committed committed)
    {
        IReadOnlyList<ConsensusEffect> last = _core.Step(now, committed);
        int entered = _next.FindLastIndex(epoch => epoch.First <= committed.Number + 1);
        if (entered < 0)
        {
            return last;
        }

        _epoch = _next[entered];
        _base = new EpochBase(committed.Number, committed.BlockHash);
        if (_base.Number != _epoch.First - 1)
        {
            throw new InvalidOperationException(
                $"The epoch from height {_epoch.First} was entered at block {committed.Number}, not at the one below it.");
        }

        _next.RemoveRange(0, entered + 1);
        var stored = new CertifiedHeader(committed.Header, committed.BlockHash, committed.Certificate);
        _core = _cores(_epoch, stored);
        return [.. last, new ConsensusEffect.EnterEpoch(_epoch, _base), .. TellEnd(now), .. Start(now)];
    }

    private IReadOnlyList<ConsensusEffect> Start(TimeSpan now) =>
        _isStarted ? _core.Step(now, new ConsensusInput.Started()) : [];

    private IReadOnlyList<ConsensusEffect> TellEnd(TimeSpan now) =>
        _next.Count == 0 ? [] : _core.Step(now, new ConsensusInput.EpochEnds(_next[0].First - 1));
}
