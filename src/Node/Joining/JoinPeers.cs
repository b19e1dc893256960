using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Joining;

/// <summary>Asks peers, one question after another, and remembers how they answered: silent ones rest, liars are barred, as in block sync.
/// Thread-safe.</summary>
/// <param name="groupId">The group.</param>
/// <param name="links">The peers.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class JoinPeers(int groupId, IPeerLinks links, TimeProvider time, ILogger logger)
{
    private volatile string? _lastLie;
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<NodeId, JoinPeer> _peers = [];
    private readonly Dictionary<NodeId, PeerProgress> _claims = [];
    private readonly Dictionary<(NodeId Peer, PeerMessageKind Kind, long Tag), TaskCompletionSource<object?>> _open = [];
    private int _turn;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>What peers claim, of those that may be asked.</summary>
    public IReadOnlyList<PeerProgress> Claims
    {
        get
        {
            lock (_gate)
            {
                return [.. _claims.Where(claim => PeerOf(claim.Key).IsHeeded(Now)).Select(claim => claim.Value)];
            }
        }
    }

    /// <summary>The peers that are linked and may be asked.</summary>
    public IReadOnlyList<NodeId> Heeded
    {
        get
        {
            lock (_gate)
            {
                return [.. links.Sessions.Select(session => session.Id).Where(id => PeerOf(id).IsHeeded(Now)).Order()];
            }
        }
    }

    /// <summary>Notes what a peer claims.</summary>
    public void Note(in NodeId peer, PeerProgress progress)
    {
        lock (_gate)
        {
            _claims[peer] = progress;
        }
    }

    /// <summary>Forgets a peer that left.</summary>
    public void Forget(in NodeId peer)
    {
        lock (_gate)
        {
            _claims.Remove(peer);
        }
    }

    /// <summary>A heeded peer with the fewest open questions, in turns.</summary>
    /// <param name="passedOver">Those that are not to be asked.</param>
    public NodeId? Next(IReadOnlySet<NodeId> passedOver)
    {
        lock (_gate)
        {
            JoinPeer[] able = [.. Heeded.Where(id => !passedOver.Contains(id)).Select(id => PeerOf(id))
                .Where(peer => peer.Open < JoinLimits.QuestionsPerPeerMax)
                .OrderBy(peer => peer.Open)];
            if (able.Length == 0)
            {
                return null;
            }

            int best = able.Count(peer => peer.Open == able[0].Open);
            return able[(int)((uint)_turn++ % (uint)best)].Id;
        }
    }

    /// <summary>Asks a peer and waits for its answer.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="kind">What is asked.</param>
    /// <param name="payload">The question.</param>
    /// <param name="answer">The answer's kind and what it must name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer, or <see langword="null"/> when there was none in time; the peer rests then.</returns>
    public async Task<T?> AskAsync<T>(
        NodeId peer,
        PeerMessageKind kind,
        byte[] payload,
        (PeerMessageKind Kind, long Tag) answer,
        CancellationToken cancellation)
        where T : class
    {
        // A source of its own and not Task.WaitAsync, which would go on wherever the pool has a thread.
        var source = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        (NodeId, PeerMessageKind, long) key = (peer, answer.Kind, answer.Tag);
        TimeSpan patience;
        lock (_gate)
        {
            if (!_open.TryAdd(key, source))
            {
                return null;
            }

            PeerOf(peer).Open++;
            patience = PeerOf(peer).Patience;
        }

        object? found = null;
        bool wasSent = links.TrySend(peer, new PeerMessage(kind, groupId, payload));
        try
        {
            if (wasSent)
            {
                using ITimer timer = time.CreateTimer(
                    static waiting => ((TaskCompletionSource<object?>)waiting!).TrySetResult(null),
                    source,
                    patience,
                    Timeout.InfiniteTimeSpan);
                using (cancellation.UnsafeRegister(static waiting => ((TaskCompletionSource<object?>)waiting!).TrySetCanceled(), source))
                {
                    found = await source.Task;
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(key);
                PeerOf(peer).Open--;
                if (found is null)
                {
                    PeerOf(peer).Rest(Now, wasSent);
                }
            }
        }

        return found as T;
    }

    /// <summary>Takes an answer; one that nobody waits for is ignored: it is late.</summary>
    public void OnAnswer(in NodeId from, PeerMessageKind kind, long tag, object answer)
    {
        lock (_gate)
        {
            if (_open.TryGetValue((from, kind, tag), out TaskCompletionSource<object?>? waiting))
            {
                waiting.TrySetResult(answer);
            }
        }
    }

    /// <summary>A peer gave what was asked for.</summary>
    public void OnAnswered(in NodeId peer)
    {
        lock (_gate)
        {
            PeerOf(peer).OnAnswered();
        }
    }

    /// <summary>A peer had nothing: it is passed over for a while.</summary>
    public void Rest(in NodeId peer)
    {
        lock (_gate)
        {
            PeerOf(peer).Rest(Now, wasSilent: false);
        }
    }

    /// <summary>A peer was proven to lie.</summary>
    public void Convict(in NodeId peer, string reason)
    {
        logger.JoinRefused(peer, reason);
        lock (_gate)
        {
            _lastLie = reason;
            PeerOf(peer).Convict(Now);
        }
    }

    /// <summary>What a peer was convicted of last; <see langword="null"/> while none was.</summary>
    public string? LastLie => _lastLie;

    /// <summary>Whether a peer's session is due to be closed for a lie.</summary>
    public bool TakeConviction(in NodeId peer)
    {
        lock (_gate)
        {
            return _peers.TryGetValue(peer, out JoinPeer? known) && known.TakeConviction();
        }
    }

    // Under the gate.
    private JoinPeer PeerOf(in NodeId id)
    {
        if (!_peers.TryGetValue(id, out JoinPeer? peer))
        {
            peer = new JoinPeer(id);
            _peers.Add(id, peer);
        }

        return peer;
    }
}
