using Ledger.Consensus.Epochs;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Loop;

/// <summary>This node as one that proposes.</summary>
/// <param name="Id">The node.</param>
/// <param name="Draws">What it draws for the heights of an epoch.</param>
public sealed record Proposer(NodeId Id, Func<Epoch, EpochBase, Func<long, byte[]>> Draws);
