namespace Ledger.Consensus.Pbft;

/// <summary>The timers that run, and how long the next one waits.</summary>
internal sealed class Pacemaker(PbftOptions options) : ArmedTimers
{
    /// <summary>How many times as long as usual a height may take before its leader is left.</summary>
    private const int Patience = 8;

    private TimeSpan? _usual;

    /// <summary>How often the timeout is doubled now: views left without progress, less what progress since has shown to be needless.</summary>
    public int Attempts { get; private set; }

    /// <summary>The timeout of a view: doubles with every view left without progress, up to the cap (Castro and Liskov, section 4.5.2).</summary>
    public TimeSpan Timeout => After(Attempts);

    // Where heights are quick a leader that stopped is left sooner; never later than the group's setting, or a leader that dawdles
    // could teach everyone to wait for it.
    private TimeSpan First
    {
        get
        {
            TimeSpan least = options.TimeoutMin < options.Timeout ? options.TimeoutMin : options.Timeout;
            TimeSpan learned = _usual is TimeSpan usual && usual < options.Timeout ? usual * Patience : options.Timeout;
            return learned < least ? least : learned < options.Timeout ? learned : options.Timeout;
        }
    }

    public void ViewLeft() => Attempts = Math.Min(Attempts + 1, int.MaxValue - 1);

    /// <summary>Takes notice of a height that became final.</summary>
    /// <param name="took">How long it took in its view; none when that says nothing of the leader (a block by sync).</param>
    /// <remarks>What is usual rises at once and falls by an eighth of the way. A timeout that grew stays where the height needed it: on a slow
    /// network the next height would otherwise fail at the short timeout again.</remarks>
    public void Progressed(TimeSpan? took)
    {
        if (took is not TimeSpan time)
        {
            Attempts = 0;
            return;
        }

        _usual = _usual is TimeSpan usual && time < usual ? usual - ((usual - time) / 8) : time;
        int needed = 0;
        while (needed < Attempts && After(needed) < time * 2)
        {
            needed++;
        }

        Attempts = needed;
    }

    /// <summary>Takes notice that a quorum can be reached again after there was none for longer than any timeout: what was learned in the
    /// meantime is of no use.</summary>
    public void QuorumReturned() => Attempts = Math.Min(Attempts, 1);

    private TimeSpan After(int attempts)
    {
        TimeSpan timeout = First;
        for (int i = 0; i < attempts && timeout < options.TimeoutMax; i++)
        {
            timeout *= 2;
        }

        return timeout < options.TimeoutMax ? timeout : options.TimeoutMax;
    }
}
