using Ledger.Consensus;
using Ledger.Consensus.Epochs;

namespace Ledger.Node.Epochs;

/// <summary>Makes the seal of an epoch.</summary>
/// <param name="epoch">The epoch.</param>
/// <param name="start">The final block below it.</param>
public delegate IMessageSeal SealFactory(Epoch epoch, EpochBase start);
