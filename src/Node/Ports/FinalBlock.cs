using Ledger.Domain.Blocks;
using Ledger.Domain.State;

namespace Ledger.Node.Ports;

/// <summary>A final block with everything that the store must hold of it.</summary>
/// <param name="Block">Header, transactions and receipts.</param>
/// <param name="Certificate">The quorum's seals.</param>
/// <param name="Writes">The block's new versions of the world state, sorted by key.</param>
public sealed record FinalBlock(Block Block, BlockCertificate Certificate, IReadOnlyList<StateWrite> Writes)
{
    /// <summary>Whether its randomness draws the sealers of an epoch: the store keeps its header for those who start from a
    /// snapshot (<see cref="EpochProof"/>).</summary>
    public bool DecidesEpoch { get; init; }
}
