using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>The signed bytes of a transaction of an accepted proposal.</summary>
/// <param name="Number">The height of the proposal.</param>
/// <param name="Hash">The transaction's hash.</param>
/// <param name="Raw">Its bytes.</param>
public sealed record JournalBody(long Number, Hash256 Hash, ReadOnlyMemory<byte> Raw);
