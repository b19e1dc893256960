using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Node.Pool;

/// <summary>Recovers senders and remembers those of the last transactions: one transaction reaches a node by gossip, as the body of a
/// proposal, in a block and from a client that sends it again, and recovering is the dearest thing that is done with it. Thread-safe.</summary>
/// <remarks>A sender follows from the hash, which covers the signature, so what is remembered is never wrong. The older half is forgotten at
/// once. Transactions with authorizations (EIP-7702), which may carry thousands, are not remembered.</remarks>
/// <param name="recovery">Recovers senders, many at once.</param>
public sealed class SenderCache(BatchSenderRecovery recovery)
{
    /// <summary>How many senders are remembered at most: those of some blocks, in about 8 MiB.</summary>
    public const int SendersMax = 65_536;

    private readonly Lock _gate = new();
    private Dictionary<Hash256, Address> _newer = [];
    private Dictionary<Hash256, Address> _older = [];

    /// <summary>Finds the senders of many transactions; returns when the last is known.</summary>
    /// <returns>In the order of <paramref name="transactions"/>, <see langword="null"/> where a signature is not valid.</returns>
    public VerifiedTransaction?[] Recover(IReadOnlyList<Transaction> transactions)
    {
        var verified = new VerifiedTransaction?[transactions.Count];
        List<int> unknown = Recall(transactions, verified);
        if (unknown.Count > 0)
        {
            VerifiedTransaction?[] recovered = recovery.Recover([.. unknown.Select(i => transactions[i])]);
            for (int i = 0; i < recovered.Length; i++)
            {
                verified[unknown[i]] = recovered[i];
            }

            Remember(recovered);
        }

        return verified;
    }

    private List<int> Recall(IReadOnlyList<Transaction> transactions, VerifiedTransaction?[] verified)
    {
        var unknown = new List<int>(transactions.Count);
        lock (_gate)
        {
            for (int i = 0; i < verified.Length; i++)
            {
                Transaction transaction = transactions[i];
                if (_newer.TryGetValue(transaction.Hash, out Address sender) || _older.TryGetValue(transaction.Hash, out sender))
                {
                    verified[i] = new VerifiedTransaction(transaction, sender);
                }
                else
                {
                    unknown.Add(i);
                }
            }
        }

        return unknown;
    }

    private void Remember(VerifiedTransaction?[] recovered)
    {
        lock (_gate)
        {
            foreach (VerifiedTransaction? item in recovered)
            {
                if (item is not { Transaction.AuthorizationList.Count: 0 })
                {
                    continue;
                }

                if (_newer.Count == SendersMax / 2)
                {
                    (_newer, _older) = (_older, _newer);
                    _newer.Clear();
                }

                _newer[item.Hash] = item.Sender;
            }
        }
    }
}
