using Ledger.Node.Ports;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Where the ledger stream ends: what the next block is appended to.</summary>
/// <param name="Head">The last block.</param>
/// <param name="Position">The highest position in use, by any stream of positive positions; the next event takes the one above.</param>
/// <param name="Version">The stream's version.</param>
/// <param name="Transactions">Transactions of the whole chain.</param>
/// <param name="FailedTransactions">Of these, the ones that did not succeed.</param>
internal sealed record ChainTail(
    ChainHead Head, long Position, long Version, long Transactions, long FailedTransactions);
