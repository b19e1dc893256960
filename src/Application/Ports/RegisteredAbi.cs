using Ledger.Domain.Primitives;

namespace Ledger.Application.Ports;

/// <summary>The interface of a contract as it was registered.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Json">The JSON contract ABI, character by character.</param>
/// <param name="RegisteredAt">When it was registered.</param>
public sealed record RegisteredAbi(Address Address, string Json, DateTimeOffset RegisteredAt);
