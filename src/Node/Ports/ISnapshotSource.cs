using Ledger.Domain.Events;

namespace Ledger.Node.Ports;

/// <summary>Reads the whole world state as of a height, page by page. Versions are only added, so pages read at different times fit
/// together. Thread-safe.</summary>
public interface ISnapshotSource
{
    /// <summary>Reads values that exist at a height, ascending by key.</summary>
    /// <param name="after">Only keys above this one; empty to begin.</param>
    /// <param name="asOf">The height.</param>
    /// <param name="rowsMax">How many rows at most; fewer mean that there are no more.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<SnapshotRow>> ReadStateAsync(
        ReadOnlyMemory<byte> after, long asOf, int rowsMax, CancellationToken cancellation);

    /// <summary>Reads what the chain counts up to a stored block.</summary>
    Task<AdoptedTotals> ReadTotalsAsync(long number, CancellationToken cancellation);
}
