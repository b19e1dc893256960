using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Reads;
using Ledger.Node.Snapshots;
using Ledger.Node.Sync;
using Microsoft.Extensions.Logging;

namespace Ledger.Node;

/// <summary>The parts of a node that peers talk to, besides consensus.</summary>
/// <param name="State">Where their progress is noted.</param>
/// <param name="Gossip">Takes their transactions.</param>
/// <param name="Requests">Tells them this node's status.</param>
/// <param name="Sync">Takes their blocks.</param>
/// <param name="Snapshots">Takes their signatures over snapshots and gives them parts.</param>
/// <param name="Proofs">Shows peers who sealed what.</param>
/// <param name="Reads">Answers where the newest acknowledged write is.</param>
/// <param name="Store">Answers their block requests.</param>
/// <param name="Recovery">Checks the bodies that they send.</param>
/// <param name="Links">The way back.</param>
/// <param name="Logger">The log.</param>
internal sealed record PeerGatewayParts(
    ChainState State,
    TransactionGossip Gossip,
    PeerRequests Requests,
    BlockSync Sync,
    SnapshotService Snapshots,
    ProofAnswers Proofs,
    ReadDesk Reads,
    ILedgerStore Store,
    SenderCache Recovery,
    IPeerLinks Links,
    ILogger Logger);
