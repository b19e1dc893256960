using Ledger.Domain.Primitives;

namespace Ledger.EndToEnd.Kit.Load;

/// <summary>One line of a history.</summary>
/// <param name="Client">Who learned it.</param>
/// <param name="Transaction">Of which transaction.</param>
/// <param name="Step">What.</param>
/// <param name="Node">From which node.</param>
/// <param name="Detail">The block's hash for <see cref="HistoryStep.Ok"/>, the node's words for an error.</param>
internal sealed record HistoryEntry(int Client, Hash256 Transaction, HistoryStep Step, string Node, string Detail);
