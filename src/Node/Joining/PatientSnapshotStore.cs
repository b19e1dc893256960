using Ledger.Domain.Governance;
using Ledger.Domain.State;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Joining;

/// <summary>A snapshot store that is asked again while its database is away. Contradictions are passed on.</summary>
/// <param name="inner">The store.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class PatientSnapshotStore(ISnapshotStore inner, TimeProvider time, ILogger logger) : ISnapshotStore
{
    /// <inheritdoc/>
    public Task<SnapshotLoading> FindAsync(CancellationToken cancellation) =>
        RetryAsync(() => inner.FindAsync(cancellation), cancellation);

    /// <inheritdoc/>
    public Task BeginAsync(SnapshotLoading snapshot, CancellationToken cancellation) =>
        RetryAsync(() => Done(inner.BeginAsync(snapshot, cancellation)), cancellation);

    /// <inheritdoc/>
    public Task AddAsync(int chunk, IReadOnlyList<SnapshotRow> rows, CancellationToken cancellation) =>
        RetryAsync(() => Done(inner.AddAsync(chunk, rows, cancellation)), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(
        IReadOnlyList<StateKey> keys, CancellationToken cancellation) =>
        RetryAsync(() => inner.ReadAsync(keys, cancellation), cancellation);

    /// <inheritdoc/>
    public Task AdoptAsync(
        Genesis genesis, FinalBlock genesisBlock, AdoptedSnapshot snapshot, CancellationToken cancellation) =>
        RetryAsync(() => Done(inner.AdoptAsync(genesis, genesisBlock, snapshot, cancellation)), cancellation);

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }

    private async Task<T> RetryAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception error) when (error is not OperationCanceledException and not StoreConflictException)
            {
                logger.JoinStoreFailed(JoinLimits.StoreRetry, error);
                await Task.Delay(JoinLimits.StoreRetry, time, cancellation);
            }
        }
    }
}
