using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Node.Pool;

/// <summary>What waits to be ordered. Thread-safe.</summary>
public interface IPoolReader
{
    /// <summary>Number of pending transactions.</summary>
    int Count { get; }

    /// <summary>Finds a pending transaction.</summary>
    bool TryGet(in Hash256 hash, out VerifiedTransaction? transaction);

    /// <summary>The nonce after the sender's consecutive pending transactions; <paramref name="committedNonce"/> when it has none.</summary>
    ulong NextNonce(in Address sender, ulong committedNonce);

    /// <summary>At most <paramref name="countMax"/> pending transactions, oldest first.</summary>
    IReadOnlyList<VerifiedTransaction> List(int countMax);
}
