using Ledger.Domain.Primitives;

namespace Ledger.Application.Ports;

/// <summary>Which logs to read.</summary>
/// <param name="FromBlock">First block.</param>
/// <param name="ToBlock">Last block, included.</param>
/// <param name="Addresses">Emitting contracts; empty means any.</param>
/// <param name="Topics">For each position the accepted topics; an empty list means any.</param>
public sealed record LogFilter(
    long FromBlock,
    long ToBlock,
    IReadOnlyList<Address> Addresses,
    IReadOnlyList<IReadOnlyList<Hash256>> Topics);
