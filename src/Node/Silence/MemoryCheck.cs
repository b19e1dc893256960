using Ledger.Consensus;
using Ledger.Consensus.Silence;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Sync;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Silence;

/// <summary>Finds out, while the node is silent after its start, whether it remembers everything that it said.</summary>
/// <remarks>
/// Three things show that it does not: the witness knows of more than the journal holds; the witness is gone and the group is beyond
/// the journal; a block above the journal carries this node's own seal. The last two can only be seen by looking at the others, so
/// a node listens until a quorum has told where it is, and catches up to there, before it believes itself. That costs no block:
/// without a quorum there would be none.
/// </remarks>
/// <param name="memory">What was found at the start.</param>
/// <param name="seals">Own seals that come back.</param>
/// <param name="state">Says how far everyone is.</param>
/// <param name="parts">What else is needed.</param>
/// <param name="logger">The log.</param>
public sealed class MemoryCheck(
    Memory memory, OwnSeals seals, ChainState state, MemoryCheckParts parts, ILogger logger)
{
    private readonly Dictionary<NodeId, PeerProgress> _first = [];
    private bool _isDecided;
    private bool _isLost;
    private bool _wasSilent;
    private long _marked = -1;

    /// <summary>Looks at a steady beat until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(SyncBeat.Interval, parts.Time);
        do
        {
            if (Look() is ConsensusInput input)
            {
                await parts.Inbox.WriteAsync(input, cancellation);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>Looks once.</summary>
    /// <returns>What consensus must learn, if anything.</returns>
    internal ConsensusInput? Look()
    {
        ConfirmOncePast();
        if (_isDecided)
        {
            return LostBySeal();
        }

        if (memory.IsJournalBehind)
        {
            return LostTo(
                new SilenceMark(
                    WitnessedJournal.MarkOf(memory.Witnessed!), memory.Witnessed!.Epoch, memory.Witnessed.View),
                $"its journal holds {memory.Facts} facts and once held {memory.Witnessed.Facts}, says {parts.Journal.Place}");
        }

        if (!HasLookedAround(out long highest))
        {
            return null;
        }

        if (LostBySeal() is ConsensusInput lost)
        {
            return lost;
        }

        if (memory.Witnessed is null && highest > memory.Number)
        {
            return Lost($"the group is at block {highest}, its journal ends at {memory.Number}, and {parts.Journal.Place} is gone");
        }

        _isDecided = true;
        parts.Journal.Confirm();
        return new ConsensusInput.MemoryKnown();
    }

    /// <summary>A node that is past what it forgot remembers everything that still binds it, once its journal holds the view or term that
    /// brought it there: before that a restart would find an old journal and a witness that says it is whole.</summary>
    private void ConfirmOncePast()
    {
        bool isSilent = state.IsSilent;
        if (_isLost && _wasSilent && !isSilent)
        {
            (_isLost, _wasSilent) = (false, false);
            parts.Journal.Confirm();
        }

        _wasSilent |= _isLost && isSilent;
    }

    /// <summary>Whether a quorum has told where it is and this node has come up to there.</summary>
    private bool HasLookedAround(out long highest)
    {
        SealerSet sealers = state.Sealers;
        foreach ((NodeId peer, PeerProgress progress) in state.PeerProgress)
        {
            _first.TryAdd(peer, progress);
        }

        int heard = sealers.Members.Count(sealer => sealer == state.Self || _first.ContainsKey(sealer));
        highest = _first.Where(peer => parts.Sync.IsHeeded(peer.Key)).Select(peer => peer.Value.Number).DefaultIfEmpty(0).Max();
        return heard >= sealers.Threshold && parts.Pipeline.FinalizedNumber >= highest;
    }

    // What lies below the mark was forgotten, as it is known already.
    private ConsensusInput.MemoryLost? LostBySeal() => seals.Unknown > _marked
        ? Lost($"it sees its own seal on block {seals.Unknown}, which it does not remember")
        : null;

    /// <summary>What was forgotten is at most a window above what anyone has as final, and what anyone has, a window above their claims.</summary>
    private ConsensusInput.MemoryLost Lost(string reason)
    {
        long highest = Math.Max(parts.Pipeline.FinalizedNumber, state.CrediblePeer);
        long number = highest + (2L * state.Parameters.SequenceWindow);
        long view = state.PeerProgress.Values.Select(peer => peer.View).OrderDescending().Skip(Liars).FirstOrDefault();
        return LostTo(new SilenceMark(number, number, view), reason);
    }

    /// <summary>How many may claim too high a view. Where sealers only crash, nobody does, and the highest term counts.</summary>
    private int Liars => state.Sealers.Faults == FaultModel.Crash ? 0 : state.Sealers.MaxFaulty;

    private ConsensusInput.MemoryLost LostTo(SilenceMark mark, string reason)
    {
        (_isDecided, _isLost, _wasSilent) = (true, true, false);
        _marked = mark.Number;
        logger.MemoryLost(reason, mark.Number, mark.View);
        return new ConsensusInput.MemoryLost(mark);
    }
}
