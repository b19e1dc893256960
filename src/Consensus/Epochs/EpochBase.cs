using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Epochs;

/// <summary>The final block below an epoch. Messages of the epoch name it without proof, as those of the first epoch name block 0:
/// whoever works in the epoch has it.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
public readonly record struct EpochBase(long Number, Hash256 Hash);
