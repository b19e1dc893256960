using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Infrastructure.EventStore;

/// <summary>A block as the events tell it.</summary>
/// <param name="Block">The block.</param>
/// <param name="Certificate">Its certificate.</param>
/// <param name="Position">Position of its last event.</param>
/// <param name="Version">Stream version of its last event.</param>
internal sealed record RecordedBlock(Block Block, BlockCertificate Certificate, long Position, long Version)
{
    /// <summary>The fact that the store began with a snapshot of this block, which then has no transactions here.</summary>
    public SnapshotAdopted? Adopted { get; init; }

    /// <summary>The hashes of the transactions of such a block.</summary>
    public IReadOnlyList<Hash256> AdoptedHashes { get; init; } = [];
}
