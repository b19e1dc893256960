using Ledger.Node.Loop;

namespace Ledger.Node.Sync;

/// <summary>The steady beat of what must happen without anyone asking: status to peers, block sync, missing bodies asked for again, the
/// leader reminded of transactions, and the journal's housekeeping.</summary>
/// <param name="sync">Block sync.</param>
/// <param name="desk">Knows the missing bodies, and what nobody orders.</param>
/// <param name="requests">Asks peers.</param>
/// <param name="cleanup">Housekeeping.</param>
/// <param name="time">The clock.</param>
public sealed class SyncBeat(
    BlockSync sync, ProposalDesk desk, PeerRequests requests, JournalCleanup cleanup, TimeProvider time)
{
    /// <summary>The time between two beats.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // A transaction is overdue after one to two seconds, before a backup of PBFT leaves a leader that does not order it.
    private const int StatusEveryBeats = 10;
    private const int BodiesEveryBeats = 3;
    private const int CleanupEveryBeats = 50;

    /// <summary>Beats until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (int beat = 1; await timer.WaitForNextTickAsync(cancellation); beat = (beat + 1) % int.MaxValue)
        {
            sync.Tick();
            if (beat % BodiesEveryBeats == 0)
            {
                requests.AskMissing(desk.Missing(), beat / BodiesEveryBeats);
            }

            if (beat % StatusEveryBeats == 0)
            {
                requests.TellStatus();
                requests.Remind(desk.TakeOverdue());
            }

            if (beat % CleanupEveryBeats == 0)
            {
                await cleanup.RunOnceAsync(cancellation);
            }
        }
    }
}
