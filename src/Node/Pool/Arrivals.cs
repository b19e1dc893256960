using Ledger.Node.Loop;
using Ledger.Node.Ports;

namespace Ledger.Node.Pool;

/// <summary>What happens around the intake.</summary>
/// <param name="Inbox">The node loop, which is told that transactions wait.</param>
/// <param name="Gossip">Tells the peers.</param>
/// <param name="Store">Knows what the chain holds.</param>
public sealed record Arrivals(Inbox Inbox, TransactionGossip Gossip, ILedgerStore Store);
