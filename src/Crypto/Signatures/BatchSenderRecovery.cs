using Ledger.Domain.Cryptography;
using Ledger.Domain.Transactions;

namespace Ledger.Crypto.Signatures;

/// <summary>Finds out who signed many transactions: the dearest step of admitting one, so it uses every core. Thread-safe.</summary>
public sealed class BatchSenderRecovery
{
    // Below this a batch is over before other threads have woken up (a recovery takes some 40 microseconds).
    private const int ParallelBatchMin = 8;

    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private readonly ISignatureScheme _signatures;

    /// <summary>Uses a scheme whose seals are r ‖ s ‖ v.</summary>
    /// <exception cref="ArgumentException">The scheme's seals have another form, from which no sender can be recovered.</exception>
    public BatchSenderRecovery(ISignatureScheme signatures)
    {
        if (signatures.SignatureSizeBytes != Secp256k1.RecoverableSignatureBytes)
        {
            throw new ArgumentException(
                $"Senders are recovered from seals of {Secp256k1.RecoverableSignatureBytes} bytes; "
                + $"this scheme's have {signatures.SignatureSizeBytes}.",
                nameof(signatures));
        }

        _signatures = signatures;
    }

    /// <summary>Recovers the sender of one transaction.</summary>
    /// <returns>The transaction with its sender, or <see langword="null"/> when its signature is not valid.</returns>
    public VerifiedTransaction? Recover(Transaction transaction) =>
        SenderRecovery.TryRecover(transaction, _signatures, out VerifiedTransaction? verified) ? verified : null;

    /// <summary>Recovers the senders of many transactions on all cores; returns when the last is done.</summary>
    /// <returns>In the order of <paramref name="transactions"/>, <see langword="null"/> where a signature is not valid.</returns>
    public VerifiedTransaction?[] Recover(IReadOnlyList<Transaction> transactions)
    {
        var recovered = new VerifiedTransaction?[transactions.Count];
        if (recovered.Length < ParallelBatchMin)
        {
            for (int i = 0; i < recovered.Length; i++)
            {
                recovered[i] = Recover(transactions[i]);
            }
        }
        else
        {
            Parallel.For(0, recovered.Length, Parallelism, i => recovered[i] = Recover(transactions[i]));
        }

        return recovered;
    }
}
