using System.Threading.Channels;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Sync;

/// <summary>Brings a node that is behind to the others' height: asks several peers at once for ranges of certified blocks, checks what
/// comes, puts it in order and hands it to execution.</summary>
/// <remarks>
/// What a peer claims says only whom to ask. Seals and transactions are checked as a block comes, on the task of the peer that gave
/// it; senders are recovered by one task, ahead of execution; a second one gives blocks to execution in order, as soon as the sealers
/// of their height are known. What waits in between is bounded in blocks and bytes, and execution waits for the store, so a slow store
/// holds back the asking. A peer that is silent or has nothing is passed over for a while, longer each time; one that is proven to lie
/// is not asked for <see cref="SyncLimits.BanBeats"/> and loses its session.
/// </remarks>
public sealed class BlockSync
{
    private readonly BlockImport _import;
    private readonly BlockPipeline _pipeline;
    private readonly ChainState _state;
    private readonly PeerRequests _requests;
    private readonly ILogger _logger;

    private readonly Lock _gate = new();
    private readonly SyncWindow _window = new();
    private readonly Dictionary<NodeId, SyncPeer> _peers = [];
    private readonly Channel<bool> _came = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Channel<CheckedBlock> _recovered = Channel.CreateBounded<CheckedBlock>(
        new BoundedChannelOptions(SyncLimits.RecoveredMax) { SingleReader = true, SingleWriter = true });

    private long _beat;
    private int _behindBeats;
    private int _turn;
    private int _run;
    private bool _isSyncing;
    private bool _isKeptByNobody;

    /// <summary>Begins with nothing asked.</summary>
    /// <param name="import">Checks blocks.</param>
    /// <param name="pipeline">Says how far execution is.</param>
    /// <param name="state">Says how far everyone is.</param>
    /// <param name="requests">Asks peers.</param>
    /// <param name="logger">The log.</param>
    public BlockSync(
        BlockImport import, BlockPipeline pipeline, ChainState state, PeerRequests requests, ILogger logger)
    {
        (_import, _pipeline, _state, _requests, _logger) = (import, pipeline, state, requests, logger);
        _window.SkipTo(pipeline.FinalizedNumber + 1);
    }

    /// <summary>Looks once whether blocks are to be asked for; called at a steady beat.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            _beat++;
            PassOverSilent();
            long own = _pipeline.FinalizedNumber;
            _window.SkipTo(own + 1);
            if (_window.HasNext)
            {
                // Consensus made the blocks below what is held: nothing more comes from peers, who are asked for nothing that is here.
                _came.Writer.TryWrite(true);
            }

            long highest = HighestClaim();
            _behindBeats = highest > own ? _behindBeats + 1 : 0;
            bool isBehind = highest > own + 2 || _behindBeats >= SyncLimits.BehindBeatsMin;
            if (isBehind != _isSyncing && isBehind)
            {
                _logger.Syncing(own, highest);
            }

            _isSyncing = isBehind;
            SayIfNobodyKeeps(own + 1);
            Ask();
        }
    }

    /// <summary>Takes the answer of a peer. Answers that nobody asked for are ignored: a peer is not to blame for what the links did to
    /// them.</summary>
    /// <returns>Whether the peer kept to the protocol.</returns>
    public bool OnBlocks(in NodeId peer, IReadOnlyList<CertifiedBlock> blocks)
    {
        SyncRequest? request;
        bool isLate;
        lock (_gate)
        {
            request = PeerOf(peer).Take(blocks.Count == 0 ? null : blocks[0].Header.Number, blocks.Count, out isLate);
        }

        if (request is null)
        {
            return true;
        }

        string? lie = Check(peer, request, blocks, out List<CheckedBlock> passed);
        lock (_gate)
        {
            passed.ForEach(_window.Hold);
            if (!isLate)
            {
                _window.Reopen(request);
            }

            if (lie is not null)
            {
                Convict(peer, passed.Count == 0 ? request.From : passed[^1].Number + 1, lie);
                PeerOf(peer).TakeConviction();
            }
            else if (passed.Count > 0)
            {
                PeerOf(peer).OnAnswered(isLate);
            }
            else if (!isLate)
            {
                // It claims these blocks and has none: it dropped them, its database is away, or it lies. Others are asked.
                PeerOf(peer).Rest(_beat);
            }

            Ask();
        }

        _came.Writer.TryWrite(true);
        return lie is null;
    }

    /// <summary>Whether a peer's claims count: it was not passed over just now for not making them good.</summary>
    public bool IsHeeded(in NodeId peer)
    {
        lock (_gate)
        {
            return PeerOf(peer).IsHeeded(_beat);
        }
    }

    /// <summary>Whether a peer's session is due to be closed, because something that it gave was proven wrong later.</summary>
    public bool TakeConviction(in NodeId peer)
    {
        lock (_gate)
        {
            return _peers.TryGetValue(peer, out SyncPeer? known) && known.TakeConviction();
        }
    }

    /// <summary>Recovers and imports what peers give, until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(RecoverAsync(cancellation), ImportAsync(cancellation));

    private async Task RecoverAsync(CancellationToken cancellation)
    {
        while (await _came.Reader.WaitToReadAsync(cancellation))
        {
            _came.Reader.TryRead(out _);
            while (TakeNext(out int run) is { Count: > 0 } blocks)
            {
                List<CheckedBlock> passed = _import.Recover(blocks);
                foreach (CheckedBlock block in passed)
                {
                    await _recovered.Writer.WriteAsync(block with { Run = run }, cancellation);
                }

                if (passed.Count < blocks.Count)
                {
                    Refuse(blocks[passed.Count], "a transaction has no valid signature");
                    Release(blocks[passed.Count..]);
                }
            }
        }
    }

    private async Task ImportAsync(CancellationToken cancellation)
    {
        while (await _recovered.Reader.WaitToReadAsync(cancellation))
        {
            while (_recovered.Reader.TryRead(out CheckedBlock? block))
            {
                if (IsOfThisRun(block) && await _import.ImportAsync(block, cancellation) is string reason)
                {
                    Refuse(block, reason);
                }

                Release([block]);
            }
        }
    }

    private void Release(List<CheckedBlock> blocks)
    {
        lock (_gate)
        {
            blocks.ForEach(_window.Release);
            Ask();
        }
    }

    private List<CheckedBlock> TakeNext(out int run)
    {
        lock (_gate)
        {
            run = _run;
            return _window.Take(SyncLimits.RecoveredMax, SyncLimits.RecoveryBatchTransactions);
        }
    }

    private bool IsOfThisRun(CheckedBlock block)
    {
        lock (_gate)
        {
            return block.Run == _run;
        }
    }

    /// <summary>Begins again below a block that proved wrong: those above it came out of the window with it.</summary>
    private void Refuse(CheckedBlock block, string reason)
    {
        lock (_gate)
        {
            _run++;
            _window.ResetTo(block.Number);
            Convict(block.Source, block.Number, reason);
        }
    }

    private string? Check(
        in NodeId peer, SyncRequest request, IReadOnlyList<CertifiedBlock> blocks, out List<CheckedBlock> passed)
    {
        passed = new List<CheckedBlock>(blocks.Count);
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Header.Number != request.From + i)
            {
                return $"block {blocks[i].Header.Number} came where block {request.From + i} was due";
            }

            if (_import.TryCheck(peer, blocks[i], out CheckedBlock? block) is string reason)
            {
                return reason;
            }

            passed.Add(block!);
        }

        return null;
    }

    // From here on under the gate.
    private void Ask()
    {
        if (!_isSyncing)
        {
            return;
        }

        var passedOver = new HashSet<NodeId>();
        while (NextToAsk(passedOver) is SyncPeer peer)
        {
            long claimed = _state.PeerProgress.GetValueOrDefault(peer.Id)?.Number ?? 0;
            int count = _window.FindGap(claimed, peer.RequestBlocks, out long from);
            if (count == 0)
            {
                passedOver.Add(peer.Id);
            }
            else if (_requests.AskBlocks(peer.Id, from, count))
            {
                var request = new SyncRequest(from, count, _beat);
                peer.Ask(request);
                _window.Ask(request);
            }
            else
            {
                peer.Rest(_beat);
            }
        }
    }

    /// <summary>Where all that are ahead started from a snapshot above the next block, nobody can give it: that is said once.</summary>
    private void SayIfNobodyKeeps(long next)
    {
        PeerProgress[] ahead = _isSyncing ? [.. _state.PeerProgress.Values.Where(claim => claim.Number >= next)] : [];
        bool isKeptByNobody = ahead.Length > 0 && ahead.All(claim => claim.Lowest > next);
        if (isKeptByNobody && !_isKeptByNobody)
        {
            _logger.BlockKeptByNobody(next, ahead.Min(claim => claim.Lowest));
        }

        _isKeptByNobody = isKeptByNobody;
    }

    /// <summary>The peer with the fewest open questions, of those that claim the lowest missing block; in turns.</summary>
    private SyncPeer? NextToAsk(HashSet<NodeId> passedOver)
    {
        _window.FindGap(long.MaxValue, 1, out long missing);
        SyncPeer[] able = [.. _state.PeerProgress
            .Where(claim => claim.Value.Number >= missing && claim.Value.Lowest <= missing && !passedOver.Contains(claim.Key))
            .Select(claim => PeerOf(claim.Key))
            .Where(peer => peer.MayBeAsked(_beat))
            .OrderBy(peer => peer.Requests.Count)
            .ThenBy(peer => peer.Id)];
        if (able.Length == 0)
        {
            return null;
        }

        int best = able.Count(peer => peer.Requests.Count == able[0].Requests.Count);
        return able[(int)((uint)_turn++ % (uint)best)];
    }

    private void PassOverSilent()
    {
        foreach (SyncPeer peer in _peers.Values)
        {
            List<SyncRequest> overdue = peer.TakeOverdue(_beat);
            overdue.ForEach(_window.Reopen);
            if (overdue.Count > 0)
            {
                peer.Rest(_beat);
            }
        }
    }

    private void Convict(in NodeId peer, long number, string reason)
    {
        _logger.SyncRefused(peer, number, reason);
        PeerOf(peer).Convict(_beat).ForEach(_window.Reopen);
        _window.Forget(peer);
    }

    private long HighestClaim() => _state.PeerProgress
        .Where(claim => PeerOf(claim.Key).IsHeeded(_beat))
        .Select(claim => claim.Value.Number)
        .DefaultIfEmpty(0)
        .Max();

    private SyncPeer PeerOf(in NodeId id)
    {
        if (!_peers.TryGetValue(id, out SyncPeer? peer))
        {
            peer = new SyncPeer(id);
            _peers.Add(id, peer);
        }

        return peer;
    }
}
