using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Crypto.Signatures;

/// <summary>Finds out who signed many transactions, and the authorization tuples in them (EIP-7702): the dearest step of admitting
/// one, so it uses every core. Thread-safe.</summary>
public sealed class BatchSenderRecovery
{
    // Below this a batch is over before other threads have woken up (a recovery takes some 40 microseconds).
    private const int ParallelBatchMin = 8;

    private readonly ParallelOptions _parallelism;
    private readonly ISignatureScheme _signatures;

    /// <summary>Uses a scheme whose seals are r ‖ s ‖ v.</summary>
    /// <param name="signatures">The scheme.</param>
    /// <param name="threadsMax">How many threads work at once; with 1 the caller's does it all.</param>
    /// <exception cref="ArgumentException">The scheme's seals have another form, from which no sender can be recovered.</exception>
    public BatchSenderRecovery(ISignatureScheme signatures, int threadsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threadsMax, 1);
        if (signatures.SignatureSizeBytes != Secp256k1.RecoverableSignatureBytes)
        {
            throw new ArgumentException(
                $"Senders are recovered from seals of {Secp256k1.RecoverableSignatureBytes} bytes; "
                + $"this scheme's have {signatures.SignatureSizeBytes}.",
                nameof(signatures));
        }

        _signatures = signatures;
        _parallelism = new ParallelOptions { MaxDegreeOfParallelism = threadsMax };
    }

    /// <summary>Uses every processor.</summary>
    /// <param name="signatures">A scheme whose seals are r ‖ s ‖ v.</param>
    public BatchSenderRecovery(ISignatureScheme signatures)
        : this(signatures, Environment.ProcessorCount)
    {
    }

    /// <summary>Recovers the sender and the authorities of one transaction.</summary>
    /// <returns>The transaction with its sender and authorities, or <see langword="null"/> when its signature is not valid.</returns>
    public VerifiedTransaction? Recover(Transaction transaction)
    {
        Transaction[] one = [transaction];
        return Recover(one)[0];
    }

    /// <summary>Recovers the senders and authorities of many transactions on all cores; returns when the last is done.</summary>
    /// <returns>In the order of <paramref name="transactions"/>, <see langword="null"/> where a signature is not valid.</returns>
    public VerifiedTransaction?[] Recover(IReadOnlyList<Transaction> transactions)
    {
        var recovered = new VerifiedTransaction?[transactions.Count];
        Run(recovered.Length, i => recovered[i] = RecoverSender(transactions[i]));
        RecoverAuthorities(recovered);
        return recovered;
    }

    private VerifiedTransaction? RecoverSender(Transaction transaction) =>
        SenderRecovery.TryRecover(transaction, _signatures, out VerifiedTransaction? verified) ? verified : null;

    // Tuple by tuple and not transaction by transaction: one transaction may carry thousands.
    private void RecoverAuthorities(VerifiedTransaction?[] recovered)
    {
        var tuples = new List<(Address?[] Authorities, int Index, Authorization Tuple)>();
        for (int i = 0; i < recovered.Length; i++)
        {
            if (recovered[i] is VerifiedTransaction { Transaction.AuthorizationList: { Count: > 0 } list } verified)
            {
                var authorities = new Address?[list.Count];
                recovered[i] = verified with { Authorities = authorities };
                for (int j = 0; j < authorities.Length; j++)
                {
                    tuples.Add((authorities, j, list[j]));
                }
            }
        }

        Run(tuples.Count, i =>
        {
            (Address?[] authorities, int index, Authorization tuple) = tuples[i];
            authorities[index] = AuthorityRecovery.Recover(tuple, _signatures);
        });
    }

    private void Run(int count, Action<int> recover)
    {
        if (count >= ParallelBatchMin && _parallelism.MaxDegreeOfParallelism > 1)
        {
            Parallel.For(0, count, _parallelism, recover);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            recover(i);
        }
    }
}
