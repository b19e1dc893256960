using Ledger.Domain.State;

namespace Ledger.Node.Ports;

/// <summary>The versioned world state of one group. Thread-safe.</summary>
public interface IStateStore
{
    /// <summary>Reads, for each key, the newest version not above a height, in one round trip.</summary>
    /// <param name="keys">What to read.</param>
    /// <param name="asOf">The height.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>A value for each key, in the same order; empty when there is none.</returns>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
        IReadOnlyList<StateKey> keys, long asOf, CancellationToken cancellation);
}
