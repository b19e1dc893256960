namespace Ledger.Application.Ports;

/// <summary>How the store is doing. Thread-safe.</summary>
public interface IStoreStatus
{
    /// <summary>Asks the database.</summary>
    /// <returns>The store's position (the sequence number of the last ledger event) and versions.</returns>
    /// <exception cref="InvalidOperationException">The database does not answer; the message says why.</exception>
    Task<StoreState> CheckAsync(CancellationToken cancellation);
}
