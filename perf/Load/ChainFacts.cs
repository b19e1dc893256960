using Ledger.Domain.Primitives;

namespace Ledger.Load;

/// <summary>What the measured chain said of itself.</summary>
/// <param name="ChainId">The chain id that transactions sign.</param>
/// <param name="GasPrice">What a unit of gas shall cost at most, in wei; 0 on a gas-free chain.</param>
/// <param name="Client">Its software.</param>
internal sealed record ChainFacts(long ChainId, UInt256 GasPrice, string Client);
