using Ledger.Domain.Primitives;

namespace Ledger.Node.Sync;

/// <summary>How one peer answered so far, and what it was asked. Used under the lock of block sync.</summary>
/// <param name="id">The peer.</param>
internal sealed class SyncPeer(NodeId id)
{
    private const int LateMax = 4;

    private readonly List<SyncRequest> _requests = [];
    private readonly List<SyncRequest> _late = [];
    private long _restsUntil;
    private long _bannedUntil;
    private int _failures;
    private bool _isConvictionDue;

    /// <summary>The peer.</summary>
    public NodeId Id { get; } = id;

    /// <summary>How many blocks it is asked for at once.</summary>
    public int RequestBlocks { get; private set; } = SyncLimits.RequestBlocksMin;

    /// <summary>Its open questions, the oldest first.</summary>
    public IReadOnlyList<SyncRequest> Requests => _requests;

    /// <summary>Whether it may be asked now.</summary>
    public bool MayBeAsked(long beat) =>
        beat >= _restsUntil && beat >= _bannedUntil && _requests.Count < SyncLimits.RequestsPerPeerMax;

    /// <summary>Whether what it claims is to be heeded: it did not just fail to make it good.</summary>
    public bool IsHeeded(long beat) => beat >= _restsUntil && beat >= _bannedUntil;

    /// <summary>Notes a question.</summary>
    public void Ask(SyncRequest request) => _requests.Add(request);

    /// <summary>Takes the question that an answer belongs to: that with its first height, or the oldest when it brings nothing.</summary>
    /// <param name="from">The answer's first height, if it brings any.</param>
    /// <param name="count">How many blocks it brings.</param>
    /// <param name="isLate">Whether the question was passed on to others meanwhile.</param>
    /// <returns>The question, or <see langword="null"/> when there was none.</returns>
    public SyncRequest? Take(long? from, int count, out bool isLate)
    {
        // A range may be asked for again, shorter or longer. What brings more than a question asked for is no answer to it: it may be a
        // late one to a question that is forgotten by now.
        bool IsAnswer(SyncRequest request) => (from is null || request.From == from) && count <= request.Count;

        SyncRequest? late = _late.Find(IsAnswer);
        isLate = late is not null;
        SyncRequest? found = late ?? _requests.Find(IsAnswer);
        if (found is not null)
        {
            (isLate ? _late : _requests).Remove(found);
        }

        return found;
    }

    /// <summary>Notes that it answered with what was asked for.</summary>
    public void OnAnswered(bool isLate)
    {
        _restsUntil = 0;
        if (isLate)
        {
            return;
        }

        _failures = 0;
        RequestBlocks = Math.Min(RequestBlocks * 2, SyncLimits.RequestBlocksMax);
    }

    /// <summary>Passes it over for a while, longer each time.</summary>
    public void Rest(long beat)
    {
        long rest = SyncLimits.RestBeatsMin * (1L << Math.Min(_failures, 16));
        _failures++;
        _restsUntil = beat + Math.Min(rest, SyncLimits.RestBeatsMax);
        RequestBlocks = Math.Max(1, RequestBlocks / 2);
    }

    /// <summary>Gives up waiting for its questions that are open for too long. An answer that comes after all is welcome: a slow link must
    /// not keep a node from ever catching up.</summary>
    /// <returns>Those questions, for others.</returns>
    public List<SyncRequest> TakeOverdue(long beat)
    {
        List<SyncRequest> overdue = [.. _requests.Where(request => beat - request.Beat >= SyncLimits.PatienceBeats)];
        _requests.RemoveAll(overdue.Contains);
        _late.AddRange(overdue);
        _late.RemoveRange(0, Math.Max(0, _late.Count - LateMax));
        return overdue;
    }

    /// <summary>Notes a proven lie: it is not asked for a long time, and its session is due to be closed.</summary>
    /// <returns>The questions that it leaves open.</returns>
    public List<SyncRequest> Convict(long beat)
    {
        _bannedUntil = beat + SyncLimits.BanBeats;
        _isConvictionDue = true;
        List<SyncRequest> open = [.. _requests];
        _requests.Clear();
        _late.Clear();
        return open;
    }

    /// <summary>Whether its session is due to be closed for a lie; said once for each.</summary>
    public bool TakeConviction()
    {
        bool isDue = _isConvictionDue;
        _isConvictionDue = false;
        return isDue;
    }
}
