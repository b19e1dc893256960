using Ledger.Domain.Governance;

namespace Ledger.Consensus.Epochs;

/// <summary>Consecutive heights with one sealer set and one set of parameters, for which one consensus core works.</summary>
/// <remarks>A core never changes its sealers. Where they change, the last block of the old epoch is sealed by the old set, and the
/// first of the new one names it as its parent: the new core begins above a final block, so nothing of the old one is open. Whoever
/// can open a height of an epoch knows the epoch, because changes take effect an activation delay after the block that decided
/// them, and that is above every sequence window.</remarks>
/// <param name="First">The first height.</param>
/// <param name="Sealers">The sealers that vote; in an rPBFT group the ones drawn.</param>
/// <param name="Parameters">What the group decided for these heights.</param>
public sealed record Epoch(long First, SealerSet Sealers, GroupParameters Parameters);
