using Ledger.Domain.Governance;
using Ledger.Domain.State;

namespace Ledger.Node.Ports;

/// <summary>Takes a snapshot into an empty store. Until <see cref="AdoptAsync"/> nobody who reads the store sees any of it, and a store that
/// was left in the middle says how far it came. One caller.</summary>
public interface ISnapshotStore
{
    /// <summary>Creates what is missing and looks whether a snapshot may be loaded.</summary>
    Task<SnapshotLoading> FindAsync(CancellationToken cancellation);

    /// <summary>Begins to load a snapshot; what was loaded of another is gone.</summary>
    /// <exception cref="StoreConflictException">The store holds a chain.</exception>
    Task BeginAsync(SnapshotLoading snapshot, CancellationToken cancellation);

    /// <summary>Adds the rows of the next chunk, all or none.</summary>
    /// <remarks>Idempotent: a chunk that is there already (an earlier call whose answer was lost) is skipped.</remarks>
    Task AddAsync(int chunk, IReadOnlyList<SnapshotRow> rows, CancellationToken cancellation);

    /// <summary>Reads values of the state that was loaded so far; empty where there is none.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(IReadOnlyList<StateKey> keys, CancellationToken cancellation);

    /// <summary>Makes what was loaded the store's beginning, all at once: block 0 without its state, the fact, the state as of the block.</summary>
    /// <remarks>Idempotent: a store that began with the same snapshot stays as it is.</remarks>
    Task AdoptAsync(
        Genesis genesis, FinalBlock genesisBlock, AdoptedSnapshot snapshot, CancellationToken cancellation);
}
