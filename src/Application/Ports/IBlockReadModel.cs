using Ledger.Domain.Primitives;

namespace Ledger.Application.Ports;

/// <summary>Committed blocks. Thread-safe.</summary>
public interface IBlockReadModel
{
    /// <summary>Finds a block by number.</summary>
    Task<StoredBlock?> FindAsync(long number, CancellationToken cancellation);

    /// <summary>Finds a block by hash.</summary>
    Task<StoredBlock?> FindAsync(Hash256 hash, CancellationToken cancellation);

    /// <summary>Lists blocks downwards from <paramref name="fromNumber"/>.</summary>
    Task<IReadOnlyList<StoredBlock>> ListDownAsync(long fromNumber, int countMax, CancellationToken cancellation);

    /// <summary>Counts of the whole chain up to the last committed block.</summary>
    Task<ChainTotals> TotalsAsync(CancellationToken cancellation);
}
