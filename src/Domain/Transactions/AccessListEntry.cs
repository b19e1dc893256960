using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>One address of an EIP-2930 access list with the storage slots announced for it.</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">Its slots, in the order given by the sender.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<UInt256> StorageKeys);
