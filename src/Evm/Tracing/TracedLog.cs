using Ledger.Domain.Transactions;

namespace Ledger.Evm.Tracing;

/// <summary>A log as a call trace shows it.</summary>
/// <param name="Log">The log.</param>
/// <param name="Index">Its place in the block, as it was when the log was emitted.</param>
/// <param name="Position">How many calls its call had made before it.</param>
internal readonly record struct TracedLog(LogEntry Log, int Index, int Position);
