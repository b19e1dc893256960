using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <summary>The reign of one sealer set: it decides every height above a block that the set before it made final, until the shell
/// ends it at an agreed height. A Raft core and its seal live for one epoch.</summary>
/// <remarks>Signatures and journalled facts name the epoch, so that nothing said in one counts in another, even when the same set
/// comes back.</remarks>
/// <param name="Sealers">The sealer set; its fault model is <see cref="FaultModel.Crash"/>.</param>
/// <param name="Number">The last height that this set does not decide; 0 for the first set.</param>
/// <param name="BlockHash">The hash of that block.</param>
public sealed record RaftEpoch(SealerSet Sealers, long Number, Hash256 BlockHash);
