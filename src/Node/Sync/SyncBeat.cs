using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Node.Loop;

namespace Ledger.Node.Sync;

/// <summary>The steady beat of what must happen without anyone asking: status to peers, block sync, missing bodies asked for again.</summary>
/// <param name="group">The group.</param>
/// <param name="sync">Block sync.</param>
/// <param name="desk">Knows the missing bodies.</param>
/// <param name="requests">Asks peers.</param>
/// <param name="time">The clock.</param>
public sealed class SyncBeat(
    GroupContext group, BlockSync sync, ProposalDesk desk, PeerRequests requests, TimeProvider time)
{
    /// <summary>The time between two beats.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const int StatusEveryBeats = 10;
    private const int BodiesEveryBeats = 3;

    /// <summary>Beats until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        for (int beat = 1; await timer.WaitForNextTickAsync(cancellation); beat = (beat + 1) % int.MaxValue)
        {
            sync.Tick();
            if (beat % BodiesEveryBeats == 0)
            {
                AskMissingBodies(beat / BodiesEveryBeats);
            }

            if (beat % StatusEveryBeats == 0)
            {
                requests.TellStatus();
            }
        }
    }

    // Another sealer each time: the proposer may be the one that withholds them.
    private void AskMissingBodies(int turn)
    {
        foreach ((Proposal proposal, IReadOnlyList<Hash256> hashes) in desk.Missing())
        {
            requests.AskBodies((proposal.Sealer + turn) % group.Sealers.Count, hashes);
        }
    }
}
