using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>What an event becomes when a contract emits it.</summary>
/// <param name="Topics">Up to four words.</param>
/// <param name="Data">The encoding of what is not indexed.</param>
public sealed record AbiLog(IReadOnlyList<Hash256> Topics, byte[] Data);
