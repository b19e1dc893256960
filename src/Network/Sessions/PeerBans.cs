using System.Diagnostics.CodeAnalysis;
using Ledger.Domain.Primitives;

namespace Ledger.Network.Sessions;

/// <summary>
/// Who broke the protocol how often, and stays out for how long. Holds members only, because nobody else gets far enough to
/// break it. Thread-safe.
/// </summary>
internal sealed class PeerBans(PeerLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<NodeId, Record> _records = [];

    /// <summary>Counts a breach.</summary>
    /// <returns>How long the peer stays out.</returns>
    public TimeSpan Count(in NodeId peer)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            int breaches = 1;
            if (_records.TryGetValue(peer, out Record? last) && now - last.At < limits.BreachesForgottenAfter)
            {
                breaches = last.Breaches + 1;
            }

            TimeSpan ban = limits.BanDurations[Math.Min(breaches, limits.BanDurations.Count) - 1];
            _records[peer] = new Record(breaches, now, now + ban);
            return ban;
        }
    }

    /// <summary>Whether a peer must stay out now.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="until">Until when.</param>
    public bool IsBanned(in NodeId peer, [NotNullWhen(true)] out DateTimeOffset? until)
    {
        lock (_gate)
        {
            until = _records.TryGetValue(peer, out Record? record) && time.GetUtcNow() < record.Until
                ? record.Until
                : null;
            return until is not null;
        }
    }

    private sealed record Record(int Breaches, DateTimeOffset At, DateTimeOffset Until);
}
