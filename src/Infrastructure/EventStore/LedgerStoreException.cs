using Ledger.Node.Ports;

namespace Ledger.Infrastructure.EventStore;

/// <summary>The store found a state that no retry mends; the message says what, where, and what to do.</summary>
/// <remarks>Trouble that passes, such as a lost connection, arrives as <see cref="Npgsql.NpgsqlException"/> instead.</remarks>
/// <param name="fault">What kind of trouble.</param>
/// <param name="message">What, where, and what to do.</param>
public sealed class LedgerStoreException(StoreFault fault, string message) : StoreConflictException(message)
{
    /// <summary>What kind of trouble.</summary>
    public StoreFault Fault { get; } = fault;
}
