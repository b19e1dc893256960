using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>One event emitted by a contract (LOG0 to LOG4).</summary>
/// <param name="Address">The emitting contract.</param>
/// <param name="Topics">Up to four indexed words.</param>
/// <param name="Data">The rest.</param>
public sealed record LogEntry(Address Address, IReadOnlyList<Hash256> Topics, ReadOnlyMemory<byte> Data);
