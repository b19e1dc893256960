using Ledger.Domain.Primitives;

namespace Ledger.Application.Ports;

/// <summary>Where one group's contract interfaces are kept, on this node alone. Thread-safe.</summary>
public interface IAbiRegistry
{
    /// <summary>Every interface, by address.</summary>
    Task<IReadOnlyList<RegisteredAbi>> LoadAsync(CancellationToken cancellation);

    /// <summary>The interface of one contract; <see langword="null"/> when none is registered.</summary>
    Task<RegisteredAbi?> FindAsync(Address address, CancellationToken cancellation);

    /// <summary>Registers an interface durably; it takes the place of the one before. A call that failed may have happened: repeat it.</summary>
    /// <param name="address">The contract.</param>
    /// <param name="json">The JSON contract ABI.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>When it was registered.</returns>
    Task<DateTimeOffset> RegisterAsync(Address address, string json, CancellationToken cancellation);

    /// <summary>Forgets an interface durably.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(Address address, CancellationToken cancellation);
}
