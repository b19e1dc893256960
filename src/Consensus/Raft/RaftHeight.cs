using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <summary>What a node knows about the result of one height above its last stored one.</summary>
internal sealed class RaftHeight(int sealers)
{
    public VoteTally Checkpoints { get; } = new(sealers);

    /// <summary>The header of this node's execution.</summary>
    public BlockHeader? Executed { get; set; }

    /// <summary>The hash of <see cref="Executed"/>.</summary>
    public Hash256 ExecutedHash { get; set; }

    /// <summary>The hash that this node signed as a Checkpoint.</summary>
    public Hash256? CheckpointSigned { get; set; }

    /// <summary>Proof that the height is final.</summary>
    public CertifiedHeader? Proof { get; set; }

    /// <summary>Sealers whose double Checkpoint was noted.</summary>
    public HashSet<int> Convicted { get; } = [];
}
