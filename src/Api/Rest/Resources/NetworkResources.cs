using Ledger.Application.Network;
using Ledger.Application.Ports;
using Ledger.Domain.Governance;
using Ledger.Node;
using Ledger.Node.Ports;

namespace Ledger.Api.Rest.Resources;

/// <summary>What the members of the group agreed, and how much it holds.</summary>
/// <param name="ChainId" example="20200">The chain id that transactions sign.</param>
/// <param name="GroupId" example="1">The group.</param>
/// <param name="GenesisHash" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">Hash of block 0.</param>
/// <param name="Consensus" example="pbft">The consensus algorithm.</param>
/// <param name="Fork" example="Prague">The EVM revision.</param>
/// <param name="BlockTransactionsMax" example="2000">The most transactions of a block.</param>
/// <param name="BlockGasLimit" example="3000000000">Gas that a block's transactions may use together.</param>
/// <param name="TransactionGasLimit" example="300000000">The gas limit of one transaction.</param>
/// <param name="BlockNumber" example="1024">The last block.</param>
/// <param name="TransactionCount" example="250000">Transactions executed.</param>
/// <param name="FailedTransactionCount" example="12">Of these, the ones that did not succeed.</param>
internal sealed record ChainResource(
    long ChainId,
    int GroupId,
    string GenesisHash,
    string Consensus,
    Fork Fork,
    int BlockTransactionsMax,
    long BlockGasLimit,
    long TransactionGasLimit,
    long BlockNumber,
    long TransactionCount,
    long FailedTransactionCount)
{
    public static ChainResource Of(NodeView node, ChainTotals totals) => new(
        node.Genesis.ChainId,
        node.Genesis.GroupId,
        node.GenesisHash.ToString(),
        ConsensusAlgorithmNames.Of(node.Parameters.Consensus),
        node.Genesis.Fork,
        node.Parameters.BlockTransactionsMax,
        node.Parameters.BlockGasLimit,
        node.Parameters.TransactionGasLimit,
        totals.BlockNumber,
        totals.Transactions,
        totals.FailedTransactions);
}

/// <summary>How the node is doing: the answer to "why is the chain stalled?".</summary>
/// <param name="BlockNumber" example="1024">The last block that is readable here.</param>
/// <param name="BlockHash" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">Its hash.</param>
/// <param name="BlockTimestamp" example="2026-01-31T12:00:00.123+00:00">Its time.</param>
/// <param name="HighestKnownBlock" example="1024">The highest block that this node or a peer claims.</param>
/// <param name="IsSyncing" example="false">Whether the node is behind what peers claim.</param>
/// <param name="IsMember" example="true">Whether the node is a sealer or observer, by its own blocks and by what sealers say who refuse it; nobody tells one that is not anything.</param>
/// <param name="Members">Node ids of the sealers and observers of the next block.</param>
/// <param name="HaltReason">Why the group has stopped on this node; null while it runs.</param>
/// <param name="PendingTransactions" example="17">Transactions that wait to be ordered.</param>
/// <param name="CommitBacklog" example="0">Blocks that are final but not yet stored.</param>
/// <param name="LowestBlock" example="1">The lowest block above 0 that the node keeps whole; above 1 when it started from a snapshot.</param>
/// <param name="Snapshot">The snapshot that the node started from; null when it keeps every block.</param>
/// <param name="Consensus">What the consensus core is doing.</param>
internal sealed record StatusResource(
    long BlockNumber,
    string BlockHash,
    DateTimeOffset BlockTimestamp,
    long HighestKnownBlock,
    bool IsSyncing,
    bool IsMember,
    IReadOnlyList<string> Members,
    string? HaltReason,
    int PendingTransactions,
    int CommitBacklog,
    long LowestBlock,
    StartSnapshotResource? Snapshot,
    ConsensusResource Consensus)
{
    public static StatusResource Of(NodeView node) => new(
        node.Head.Number,
        node.Head.Hash.ToString(),
        DateTimeOffset.FromUnixTimeMilliseconds(node.Head.Header.Timestamp),
        node.HighestKnown,
        node.IsSyncing,
        node.IsMember,
        [.. node.Parameters.Sealers.Concat(node.Parameters.Observers).Select(member => member.ToString())],
        node.HaltReason,
        node.PoolCount,
        node.CommitBacklog,
        node.Base?.LowestBlock ?? 1,
        node.Base is SnapshotBase snapshot ? StartSnapshotResource.Of(snapshot) : null,
        ConsensusResource.Of(node));
}

/// <summary>The snapshot that a node started from.</summary>
/// <param name="BlockNumber" example="120000">The block; the state is readable from here on.</param>
/// <param name="BlockHash" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">Its hash.</param>
/// <param name="Digest" example="0x9f1c5a0f8c1b54f3f9a17ef3f0c1bdf7c86f93c1d6f54a6cf87f5f0f2b2f1d10">What the sealers signed.</param>
/// <param name="Signers">The node ids of those who signed.</param>
/// <param name="TrustedBlock" example="null">The block that the operator vouched for; null when the sealers were proven from the genesis.</param>
internal sealed record StartSnapshotResource(
    long BlockNumber, string BlockHash, string Digest, IReadOnlyList<string> Signers, string? TrustedBlock)
{
    public static StartSnapshotResource Of(SnapshotBase snapshot) => new(
        snapshot.Number,
        snapshot.BlockHash.ToString(),
        snapshot.Digest.ToString(),
        [.. snapshot.Signers.Select(signer => signer.ToString())],
        snapshot.Trusted?.ToString());
}

/// <summary>What the consensus core is doing.</summary>
/// <param name="Number" example="1025">The height being decided.</param>
/// <param name="View" example="0">The current view.</param>
/// <param name="Leader" example="1">Index of the leader.</param>
/// <param name="Sealers">Node ids of those who vote on the next block, by index.</param>
/// <param name="Quorum" example="3">How many of them must agree.</param>
/// <param name="Phase" example="Prepare">The step reached.</param>
/// <param name="WaitingFor">Node ids of the sealers whose vote is missing in that step.</param>
/// <param name="Finalized" example="1024">The last final height.</param>
/// <param name="ViewChanges" example="0">How many views this node left since it started.</param>
/// <param name="Stall">What it waits for, in words.</param>
internal sealed record ConsensusResource(
    long Number,
    long View,
    int Leader,
    IReadOnlyList<string> Sealers,
    int Quorum,
    string Phase,
    IReadOnlyList<string> WaitingFor,
    long Finalized,
    long ViewChanges,
    StallResource Stall)
{
    public static ConsensusResource Of(NodeView node) => new(
        node.Consensus.Number,
        node.Consensus.View,
        node.Consensus.Leader,
        [.. node.Sealers.Members.Select(sealer => sealer.ToString())],
        node.Sealers.Threshold,
        node.Consensus.Phase,
        [.. node.Consensus.WaitingFor.Where(index => index < node.Sealers.Count).Select(index => node.Sealers[index].ToString())],
        node.Consensus.Finalized,
        node.Consensus.ViewChanges,
        StallResource.Of(node.Stall));
}

/// <summary>Why no block becomes final now, as this node sees it.</summary>
/// <param name="IsStalled" example="true">Whether that is trouble; false while nothing waits or a height is not late.</param>
/// <param name="Kind" example="NoQuorum">What it waits for.</param>
/// <param name="Reason" example="Height 18 waits for 1 more Prepare (2 of 3): node2 silent for 34 s, node3 never heard.">In words.</param>
/// <param name="Missing">The sealers whose word is missing.</param>
/// <param name="Since" example="34.2">Seconds without progress; null while nothing waits.</param>
/// <param name="Advice" example="Start node2 or node3.">What to do; empty when there is nothing to do.</param>
internal sealed record StallResource(
    bool IsStalled,
    StallKind Kind,
    string Reason,
    IReadOnlyList<MissingSealerResource> Missing,
    double? Since,
    string Advice)
{
    public static StallResource Of(Stall stall) => new(
        stall.IsStalled,
        stall.Kind,
        stall.Reason,
        [.. stall.Missing.Select(sealer => new MissingSealerResource(
            sealer.Index, sealer.Id.ToString(), sealer.Name, sealer.Silent?.TotalSeconds, sealer.View < 0 ? null : sealer.View))],
        stall.Waited?.TotalSeconds,
        stall.Advice);
}

/// <summary>A sealer whose word is missing.</summary>
/// <param name="Index" example="2">Its index in the sealer set.</param>
/// <param name="NodeId" example="0x5e1c…">Its public key.</param>
/// <param name="Name" example="node2">Its name, or the start of its key when this node never had a link to it.</param>
/// <param name="SilentSeconds" example="34.2">How long ago it was heard last; null for never since this node started.</param>
/// <param name="View" example="0">The view that it named last; null when it named none.</param>
internal sealed record MissingSealerResource(int Index, string NodeId, string Name, double? SilentSeconds, long? View);

/// <summary>The answer to "does this node show everything that was acknowledged before?".</summary>
/// <param name="BlockNumber" example="1024">It does from this block on, and it has the block.</param>
internal sealed record ReadIndexResource(long BlockNumber);

/// <summary>The node itself.</summary>
/// <param name="Name" example="node0">Its name.</param>
/// <param name="NodeId" example="0x5e1c…">Its public key.</param>
/// <param name="IsSealer" example="true">Whether it votes; otherwise it only follows.</param>
/// <param name="Store">Its store.</param>
internal sealed record NodeResource(string Name, string NodeId, bool IsSealer, StoreResource Store)
{
    public static NodeResource Of(string name, NodeView node, StoreState store) => new(
        name, node.Self.ToString(), node.IsSealer, new StoreResource(store.ServerVersion, store.SizeBytes, store.Position, store.BlockNumber));
}

/// <summary>The node's store.</summary>
/// <param name="ServerVersion" example="15.18">The PostgreSQL version.</param>
/// <param name="SizeBytes" example="104857600">Bytes on disk.</param>
/// <param name="Position" example="251024">Sequence number of the last event.</param>
/// <param name="BlockNumber" example="1024">The last block in it.</param>
internal sealed record StoreResource(string ServerVersion, long SizeBytes, long Position, long BlockNumber);

/// <summary>A live link to another node.</summary>
/// <param name="NodeId" example="0x5e1c…">The peer's public key.</param>
/// <param name="Name" example="node1">The name in its certificate.</param>
/// <param name="Endpoint" example="10.0.0.2:30300">Its address.</param>
/// <param name="Since" example="2026-01-31T12:00:00+00:00">When the link came up.</param>
/// <param name="QueuedBytes" example="0">Bytes that wait to be sent.</param>
/// <param name="BlockNumber" example="1024">The last block that it claims; null when it has not said.</param>
/// <param name="IsSealer" example="true">Whether it votes.</param>
internal sealed record PeerResource(
    string NodeId, string Name, string Endpoint, DateTimeOffset Since, long QueuedBytes, long? BlockNumber, bool IsSealer)
{
    public static PeerResource Of(PeerSession peer, NodeView node) => new(
        peer.Id.ToString(),
        peer.Name,
        peer.Endpoint,
        peer.Since,
        peer.QueuedBytes,
        node.PeerProgress.TryGetValue(peer.Id, out PeerProgress? progress) ? progress.Number : null,
        node.Sealers.Contains(peer.Id));
}

/// <summary>A node that votes.</summary>
/// <param name="Index" example="0">Its index in the set.</param>
/// <param name="NodeId" example="0x5e1c…">Its public key.</param>
/// <param name="IsSelf" example="true">Whether it is this node.</param>
/// <param name="IsConnected" example="true">Whether this node has a link to it, or is it.</param>
internal sealed record SealerResource(int Index, string NodeId, bool IsSelf, bool IsConnected);

/// <summary>One error of the registry.</summary>
/// <param name="Code" example="nonce_used">The stable name.</param>
/// <param name="HttpStatus" example="409">The HTTP status of REST.</param>
/// <param name="JsonRpcCode" example="-32000">The code of Ethereum JSON-RPC.</param>
/// <param name="Words" example="nonce too low">How an Ethereum JSON-RPC message starts.</param>
/// <param name="Title" example="The nonce was used before">What happened.</param>
/// <param name="Advice" example="Take the next nonce.">What to do.</param>
internal sealed record ErrorResource(
    string Code, int HttpStatus, int JsonRpcCode, string Words, string Title, string Advice);

/// <summary>The answer of a health check.</summary>
/// <param name="Status" example="ready">live, ready or not ready.</param>
/// <param name="Reason" example="ready">A word why.</param>
/// <param name="BlockNumber" example="1024">The last block; null for liveness.</param>
internal sealed record HealthResource(string Status, string Reason, long? BlockNumber);
