using Ledger.Domain.Governance;
using Ledger.Node.Execution;
using Ledger.Node.Ports;

namespace Ledger.Node.Tracing;

/// <summary>What a replay reads.</summary>
/// <param name="Genesis">The group's genesis.</param>
/// <param name="Cache">State values at the head.</param>
/// <param name="Blocks">The blocks.</param>
/// <param name="State">The state at every height.</param>
public sealed record ReplaySources(Genesis Genesis, HeadCache Cache, ILedgerStore Blocks, IStateStore State);
