using Ledger.Node.Epochs;
using Ledger.Node.Loop;
using Ledger.Node.Pool;

namespace Ledger.Node.Execution;

/// <summary>Who learns of committed blocks, in this order: the readers' cache, the public head, the pool, consensus.</summary>
/// <param name="Cache">State values at the head.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Inbox">The node loop.</param>
/// <param name="Epochs">Says which blocks end an epoch.</param>
public sealed record CommitListeners(HeadCache Cache, TransactionPool Pool, Inbox Inbox, EpochBook Epochs);
