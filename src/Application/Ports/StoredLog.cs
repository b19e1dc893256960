using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Application.Ports;

/// <summary>A committed log entry with its place.</summary>
/// <param name="BlockNumber">Block number.</param>
/// <param name="BlockHash">Block hash.</param>
/// <param name="BlockTimestamp">The block's time, milliseconds since the Unix epoch.</param>
/// <param name="TransactionHash">The transaction that emitted it.</param>
/// <param name="TransactionIndex">That transaction's place in the block.</param>
/// <param name="LogIndex">The log's place in the block.</param>
/// <param name="Entry">The log.</param>
public sealed record StoredLog(
    long BlockNumber,
    Hash256 BlockHash,
    long BlockTimestamp,
    Hash256 TransactionHash,
    int TransactionIndex,
    int LogIndex,
    LogEntry Entry);
