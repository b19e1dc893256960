using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Application.Ports;

/// <summary>A committed transaction with its place and receipt.</summary>
/// <param name="Hash">Transaction hash.</param>
/// <param name="BlockNumber">Block number.</param>
/// <param name="BlockHash">Block hash.</param>
/// <param name="BlockTimestamp">The block's time, milliseconds since the Unix epoch.</param>
/// <param name="Index">Place in the block, from 0.</param>
/// <param name="Sender">The account that signed.</param>
/// <param name="Raw">The signed bytes.</param>
/// <param name="Receipt">The outcome.</param>
/// <param name="CumulativeGasUsed">Gas used in the block up to and with this transaction.</param>
/// <param name="FirstLogIndex">Place in the block of its first log.</param>
public sealed record StoredTransaction(
    Hash256 Hash,
    long BlockNumber,
    Hash256 BlockHash,
    long BlockTimestamp,
    int Index,
    Address Sender,
    ReadOnlyMemory<byte> Raw,
    Receipt Receipt,
    long CumulativeGasUsed,
    int FirstLogIndex);
