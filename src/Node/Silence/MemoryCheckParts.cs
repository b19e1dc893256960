using Ledger.Node.Execution;
using Ledger.Node.Loop;
using Ledger.Node.Sync;

namespace Ledger.Node.Silence;

/// <summary>What the check of a node's memory looks at, and whom it tells.</summary>
/// <param name="Pipeline">Says how far this node is.</param>
/// <param name="Sync">Says whose claims are to be heeded.</param>
/// <param name="Inbox">Where consensus learns of it.</param>
/// <param name="Journal">The journal with its witness.</param>
/// <param name="Time">The clock.</param>
public sealed record MemoryCheckParts(BlockPipeline Pipeline, BlockSync Sync, Inbox Inbox, WitnessedJournal Journal, TimeProvider Time);
