using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Sync;

/// <summary>Drops the bodies of proposals whose blocks the store holds: they were only kept so that a restart could execute them.</summary>
/// <param name="journal">Where they are.</param>
/// <param name="state">Says what the store holds.</param>
/// <param name="logger">The log.</param>
public sealed class JournalCleanup(IVoteJournal journal, ChainState state, ILogger logger)
{
    private long _droppedUpTo;

    /// <summary>Drops what can be dropped; a database that is away is asked again the next time.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        long committed = state.Head.Number;
        if (committed == _droppedUpTo)
        {
            return;
        }

        try
        {
            await journal.DropBodiesAsync(committed, cancellation);
            _droppedUpTo = committed;
        }
        catch (Exception error) when (error is not OperationCanceledException and not StoreConflictException)
        {
            logger.CleanupFailed(committed, error);
        }
    }
}
