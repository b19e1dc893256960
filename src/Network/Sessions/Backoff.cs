using System.Security.Cryptography;

namespace Ledger.Network.Sessions;

/// <summary>Pauses that double up to a limit, each shortened by a random part so that nodes do not dial in step.</summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max)
{
    private const int JitterPercentMax = 50;

    private int _doublings;

    /// <summary>The next pause: between half of it and all of it.</summary>
    public TimeSpan Next()
    {
        TimeSpan whole = min * Math.Pow(2, _doublings);
        if (whole < max)
        {
            _doublings++;
        }

        double jitter = RandomNumberGenerator.GetInt32(JitterPercentMax + 1) / 100.0;
        return (whole < max ? whole : max) * (1 - jitter);
    }

    /// <summary>Starts again with the shortest.</summary>
    public void Reset() => _doublings = 0;
}
