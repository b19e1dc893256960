using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>The bodies of one accepted proposal.</summary>
/// <param name="Number">The height of the proposal.</param>
/// <param name="Hash">The proposal's digest.</param>
/// <param name="Raw">The signed bytes of its transactions, one after another; the node owns the form.</param>
public sealed record JournalBody(long Number, Hash256 Hash, ReadOnlyMemory<byte> Raw);
