using Ledger.Domain.Primitives;

namespace Ledger.Application.Ports;

/// <summary>Committed transactions and their receipts. Thread-safe.</summary>
public interface ITransactionReadModel
{
    /// <summary>Finds a transaction.</summary>
    Task<StoredTransaction?> FindAsync(Hash256 hash, CancellationToken cancellation);

    /// <summary>Finds the transaction at a place of a block.</summary>
    Task<StoredTransaction?> FindAsync(long blockNumber, int index, CancellationToken cancellation);

    /// <summary>Reads the transactions of a block in order.</summary>
    Task<IReadOnlyList<StoredTransaction>> ListByBlockAsync(long blockNumber, CancellationToken cancellation);

    /// <summary>Lists transactions, newest first, that an account sent, received or was created by.</summary>
    /// <param name="account">The account; <see langword="null"/> lists all.</param>
    /// <param name="before">Only those before this place; <see langword="null"/> starts at the newest.</param>
    /// <param name="countMax">The most to return.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<StoredTransaction>> ListAsync(
        Address? account, (long BlockNumber, int Index)? before, int countMax, CancellationToken cancellation);
}
