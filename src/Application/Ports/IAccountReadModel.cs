using Ledger.Domain.Primitives;

namespace Ledger.Application.Ports;

/// <summary>Accounts that the chain has written. Thread-safe.</summary>
public interface IAccountReadModel
{
    /// <summary>Finds an account.</summary>
    Task<StoredAccount?> FindAsync(Address address, CancellationToken cancellation);

    /// <summary>Lists accounts ascending by address.</summary>
    /// <param name="after">Only those after this address; <see langword="null"/> starts at the first.</param>
    /// <param name="countMax">The most to return.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<StoredAccount>> ListAsync(Address? after, int countMax, CancellationToken cancellation);
}
