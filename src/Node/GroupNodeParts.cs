using Ledger.Node.Execution;
using Ledger.Node.Loop;
using Ledger.Node.Pool;
using Ledger.Node.Reads;
using Ledger.Node.Silence;
using Ledger.Node.Snapshots;
using Ledger.Node.Sync;
using Ledger.Node.Tracing;

namespace Ledger.Node;

/// <summary>The parts of one group's replica.</summary>
internal sealed record GroupNodeParts(
    ChainState State,
    TransactionPool Pool,
    TransactionIntake Intake,
    TransactionGossip Gossip,
    IContractCaller Caller,
    IBlockReplayer Replayer,
    PeerGateway Gateway,
    NodeLoop Loop,
    ConsensusTimers Timers,
    BlockPipeline Pipeline,
    BlockCommitter Committer,
    BlockSync Sync,
    SnapshotService Snapshots,
    SyncBeat Beat)
{
    /// <summary>Answers readers who want every acknowledged write.</summary>
    public required ReadDesk Reads { get; init; }

    /// <summary>Finds out whether the node remembers what it said; none where it has no witness.</summary>
    public MemoryCheck? Memory { get; init; }
}
