using Ledger.Domain.Primitives;

namespace Ledger.Node.Joining;

/// <summary>How one peer answered so far. Times are those of the clock that counts from some moment.</summary>
/// <param name="id">The peer.</param>
internal sealed class JoinPeer(NodeId id)
{
    private TimeSpan _restsUntil;
    private TimeSpan _bannedUntil;
    private int _failures;
    private bool _isConvictionDue;

    /// <summary>The peer.</summary>
    public NodeId Id { get; } = id;

    /// <summary>How many questions it has open.</summary>
    public int Open { get; set; }

    /// <summary>How long it is waited for.</summary>
    public TimeSpan Patience { get; private set; } = JoinLimits.Patience;

    /// <summary>Whether it may be asked.</summary>
    public bool IsHeeded(TimeSpan now) => now >= _restsUntil && now >= _bannedUntil;

    /// <summary>It answered with what was asked for.</summary>
    public void OnAnswered() => (_failures, _restsUntil) = (0, TimeSpan.Zero);

    /// <summary>It was silent or had nothing: it is passed over for a while, longer each time.</summary>
    public void Rest(TimeSpan now, bool wasSilent)
    {
        TimeSpan rest = JoinLimits.RestMin * (1L << Math.Min(_failures, 16));
        _failures++;
        _restsUntil = now + (rest < JoinLimits.RestMax ? rest : JoinLimits.RestMax);
        if (wasSilent)
        {
            Patience = Patience * 2 < JoinLimits.PatienceMax ? Patience * 2 : JoinLimits.PatienceMax;
        }
    }

    /// <summary>It was proven to lie.</summary>
    public void Convict(TimeSpan now) => (_bannedUntil, _isConvictionDue) = (now + JoinLimits.Ban, true);

    /// <summary>Whether its session is due to be closed for a lie; said once for each.</summary>
    public bool TakeConviction()
    {
        bool isDue = _isConvictionDue;
        _isConvictionDue = false;
        return isDue;
    }
}
