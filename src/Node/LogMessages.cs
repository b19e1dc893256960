using Ledger.Domain.Primitives;
using Microsoft.Extensions.Logging;

namespace Ledger.Node;

/// <summary>Everything that a running node can say, by event id (3000 to 3999).</summary>
internal static partial class LogMessages
{
    [LoggerMessage(3000, LogLevel.Information, "Group {GroupId} of chain {ChainId} opened at block {Number} ({Hash}).")]
    public static partial void GroupOpened(this ILogger logger, int groupId, long chainId, long number, Hash256 hash);

    [LoggerMessage(3001, LogLevel.Debug, "Block {Number} ({Hash}) with {Transactions} transactions is committed.")]
    public static partial void BlockCommitted(this ILogger logger, long number, Hash256 hash, int transactions);

    [LoggerMessage(3002, LogLevel.Warning, "The store did not take block {Number}; trying again in {Delay}.")]
    public static partial void CommitFailed(this ILogger logger, long number, TimeSpan delay, Exception error);

    [LoggerMessage(3003, LogLevel.Information, "Consensus: {Text}")]
    public static partial void ConsensusReport(this ILogger logger, string text);

    [LoggerMessage(3004, LogLevel.Critical, "The group stops on this node: {Reason}")]
    public static partial void GroupHalted(this ILogger logger, string reason);

    [LoggerMessage(3005, LogLevel.Warning, "The vote journal did not take {Events} events; nothing is sent until it does. Trying again in {Delay}.")]
    public static partial void JournalFailed(this ILogger logger, int events, TimeSpan delay, Exception error);

    [LoggerMessage(3006, LogLevel.Debug, "A {Kind} message of {Peer} was refused: {Reason}")]
    public static partial void MessageRefused(this ILogger logger, Ports.PeerMessageKind kind, NodeId peer, string reason);

    [LoggerMessage(3007, LogLevel.Information, "Syncing: this node is at block {Number}, a peer claims {Highest}.")]
    public static partial void Syncing(this ILogger logger, long number, long highest);

    [LoggerMessage(3008, LogLevel.Warning, "Blocks of {Peer} from {Number} on were refused: {Reason}")]
    public static partial void SyncRefused(this ILogger logger, NodeId peer, long number, string reason);

    [LoggerMessage(3009, LogLevel.Information, "The vote journal was replayed: {Events} events above block {Number}.")]
    public static partial void JournalReplayed(this ILogger logger, int events, long number);

    [LoggerMessage(3010, LogLevel.Critical, "A part of the node failed: {Part}.")]
    public static partial void PartFailed(this ILogger logger, string part, Exception error);

    [LoggerMessage(3011, LogLevel.Warning, "Bodies up to block {Number} could not be dropped from the journal; tried again later.")]
    public static partial void CleanupFailed(this ILogger logger, long number, Exception error);

    [LoggerMessage(3012, LogLevel.Warning, "Blocks from {Number} on could not be read for a peer.")]
    public static partial void BlocksNotRead(this ILogger logger, long number, Exception error);

    [LoggerMessage(3020, LogLevel.Warning, "This node votes nothing up to block {Number} and view {View}: {Reason}. It may have signed other things there.")]
    public static partial void MemoryLost(this ILogger logger, string reason, long number, long view);

    [LoggerMessage(3021, LogLevel.Information, "The snapshot of block {Number} is {Digest}, in {Chunks} chunks.")]
    public static partial void SnapshotMade(this ILogger logger, long number, Hash256 digest, int chunks);

    [LoggerMessage(3022, LogLevel.Information, "A quorum signed the snapshot of block {Number}, {Digest}.")]
    public static partial void SnapshotCertified(this ILogger logger, long number, Hash256 digest);

    [LoggerMessage(3023, LogLevel.Warning, "The snapshot of block {Number} could not be read.")]
    public static partial void SnapshotFailed(this ILogger logger, long number, Exception error);

    [LoggerMessage(3024, LogLevel.Warning, "No linked peer keeps block {Number}: those that are ahead started from snapshots, the lowest block of any is {Lowest}. Link a node that has the whole chain, or start this one from a snapshot in an empty database.")]
    public static partial void BlockKeptByNobody(this ILogger logger, long number, long lowest);

    [LoggerMessage(3025, LogLevel.Information, "This node starts from a snapshot: {Words}")]
    public static partial void JoinProgress(this ILogger logger, string words);

    [LoggerMessage(3026, LogLevel.Warning, "What {Peer} gave to start from was refused: {Reason}")]
    public static partial void JoinRefused(this ILogger logger, NodeId peer, string reason);

    [LoggerMessage(3027, LogLevel.Warning, "The store did not take a part of the snapshot; trying again in {Delay}.")]
    public static partial void JoinStoreFailed(this ILogger logger, TimeSpan delay, Exception error);

    [LoggerMessage(3028, LogLevel.Warning, "This node cannot start from a snapshot yet: {Reason}")]
    public static partial void JoinWaits(this ILogger logger, string reason);

    [LoggerMessage(3029, LogLevel.Information, "The store began with the snapshot of block {Number} ({Hash}), digest {Digest}, signed by {Signers} sealers.")]
    public static partial void SnapshotAdopted(this ILogger logger, long number, Hash256 hash, Hash256 digest, int signers);

    [LoggerMessage(3030, LogLevel.Information, "This node takes the whole chain from block 0: {Reason}")]
    public static partial void JoinNotPossible(this ILogger logger, string reason);

    [LoggerMessage(3013, LogLevel.Error, "The replay of transaction {Transaction} of block {Number} contradicts the stored receipt: {Difference}.")]
    public static partial void ReplayContradicts(this ILogger logger, Hash256 transaction, long number, string difference);

    [LoggerMessage(3014, LogLevel.Warning, "The store did not read {Keys} values of the state at block {Number}; execution waits. Trying again in {Delay}.")]
    public static partial void StateNotRead(this ILogger logger, int keys, long number, TimeSpan delay, Exception error);

    [LoggerMessage(3015, LogLevel.Warning, "{Transactions} transactions of peers were not checked and are dropped; whoever orders them sends their bodies.")]
    public static partial void PeerTransactionsDropped(this ILogger logger, int transactions, Exception error);
}
