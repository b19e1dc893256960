using Ledger.Domain.Events;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Loop;

/// <summary>Writes the vote journal, however long the database is away. Owned by the node loop.</summary>
/// <param name="journal">This node's durable protocol record.</param>
/// <param name="state">Where operators see that the database is away.</param>
/// <param name="time">The clock for retries.</param>
/// <param name="logger">The log.</param>
public sealed class JournalWriter(IVoteJournal journal, ChainState state, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes events and bodies durable; returns once they are.</summary>
    public async Task WriteAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation)
    {
        TimeSpan delay = RetryDelayMin;
        bool isAway = false;
        try
        {
            while (!await TryWriteAsync(events, bodies, delay, cancellation))
            {
                if (!isAway)
                {
                    isAway = true;
                    state.StoreIsAway();
                }

                await Task.Delay(delay, time, cancellation);
                delay = delay * 2 < RetryDelayMax ? delay * 2 : RetryDelayMax;
            }
        }
        finally
        {
            if (isAway)
            {
                state.StoreIsBack();
            }
        }
    }

    private async Task<bool> TryWriteAsync(
        IReadOnlyList<ConsensusEvent> events,
        IReadOnlyList<JournalBody> bodies,
        TimeSpan delay,
        CancellationToken cancellation)
    {
        try
        {
            await journal.AppendAsync(events, bodies, cancellation);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException and not StoreConflictException)
        {
            // Appending again what was in fact written repeats facts in the journal, and replaying a fact twice changes nothing.
            logger.JournalFailed(events.Count, delay, error);
            return false;
        }
    }
}
