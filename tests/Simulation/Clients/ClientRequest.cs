using Ledger.Domain.Primitives;

namespace Ledger.Simulation.Clients;

/// <summary>What a client wants done.</summary>
/// <param name="To">The recipient.</param>
/// <param name="Value">The amount.</param>
/// <param name="Data">What the recipient does.</param>
public sealed record ClientRequest(Address To, UInt256 Value, ReadOnlyMemory<byte> Data);
