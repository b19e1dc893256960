using Ledger.Domain.State;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Execution;

/// <summary>Reads state for execution, and waits while the database is away: a block that is ordered must be executed, whenever
/// that is.</summary>
/// <param name="store">The versioned world state.</param>
/// <param name="time">The clock for retries.</param>
/// <param name="logger">The log.</param>
public sealed class PatientStateStore(IStateStore store, TimeProvider time, ILogger logger) : IStateStore
{
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
        IReadOnlyList<StateKey> keys, long asOf, CancellationToken cancellation)
    {
        TimeSpan delay = RetryDelayMin;
        while (true)
        {
            try
            {
                return await store.LoadAsync(keys, asOf, cancellation);
            }
            catch (Exception error) when (error is not OperationCanceledException and not StoreConflictException)
            {
                logger.StateNotRead(keys.Count, asOf, delay, error);
                await Task.Delay(delay, time, cancellation);
                delay = delay * 2 < RetryDelayMax ? delay * 2 : RetryDelayMax;
            }
        }
    }
}
