using Ledger.Domain.Blocks;
using Ledger.Node.Execution;

namespace Ledger.Node.Tracing;

/// <summary>Runs committed transactions again on the state that they met, and calls on any committed state, with a tracer watching.
/// Thread-safe; changes nothing.</summary>
public interface IBlockReplayer
{
    /// <summary>Replays a block from the state before it, transaction by transaction, each checked against its receipt.</summary>
    /// <param name="block">The block as it was committed.</param>
    /// <param name="only">The place of the one transaction to trace; <see langword="null"/> traces all.</param>
    /// <param name="run">The tracer and what all traces together may cost.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<ReplayResult> ReplayAsync(Block block, int? only, TraceRun run, CancellationToken cancellation);

    /// <summary>Traces a message on the state after a block.</summary>
    /// <param name="request">The message.</param>
    /// <param name="atBlock">The block.</param>
    /// <param name="run">The tracer and what it may cost.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<ReplayResult> TraceCallAsync(CallRequest request, long atBlock, TraceRun run, CancellationToken cancellation);
}
