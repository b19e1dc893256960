using Ledger.Crypto.Signatures.Lanes;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Crypto.Signatures;

/// <summary>Finds out who signed many transactions, and the authorization tuples in them (EIP-7702): the dearest step of admitting
/// one, so it uses every core. Thread-safe.</summary>
public sealed class BatchSenderRecovery
{
    // Threads share signatures in pieces of so many at most, and a multiple of the step: the lanes of a processor. Below a step a batch
    // is over before other threads have woken up (a recovery takes 12 to 45 microseconds).
    private const int PieceMax = LaneRecovery.BatchMax;
    private const int PieceStep = LaneRecovery.LaneCount;

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
        Run(recovered.Length, (start, count) =>
            SenderRecovery.Recover(transactions, start, recovered.AsSpan(start, count), _signatures));
        RecoverAuthorities(recovered);
        return recovered;
    }

    // Tuple by tuple and not transaction by transaction: one transaction may carry thousands.
    private void RecoverAuthorities(VerifiedTransaction?[] recovered)
    {
        var tuples = new List<Authorization>();
        foreach (VerifiedTransaction? verified in recovered)
        {
            tuples.AddRange(verified?.Transaction.AuthorizationList ?? []);
        }

        var authorities = new Address?[tuples.Count];
        Run(authorities.Length, (start, count) =>
            AuthorityRecovery.Recover(tuples, start, authorities.AsSpan(start, count), _signatures));

        int next = 0;
        for (int i = 0; i < recovered.Length; i++)
        {
            if (recovered[i] is VerifiedTransaction { Transaction.AuthorizationList: { Count: > 0 } list } verified)
            {
                recovered[i] = verified with { Authorities = authorities[next..(next + list.Count)] };
                next += list.Count;
            }
        }
    }

    // In pieces small enough that every thread has one.
    private void Run(int count, Action<int, int> recover)
    {
        int threads = count >= PieceStep ? _parallelism.MaxDegreeOfParallelism : 1;
        int share = (((count - 1) / threads / PieceStep) + 1) * PieceStep;
        int size = Math.Min(share, PieceMax);
        int pieces = (count + size - 1) / size;
        if (threads > 1 && pieces > 1)
        {
            Parallel.For(0, pieces, _parallelism, piece => RunPiece(piece, size, count, recover));
            return;
        }

        for (int piece = 0; piece < pieces; piece++)
        {
            RunPiece(piece, size, count, recover);
        }
    }

    private static void RunPiece(int piece, int size, int count, Action<int, int> recover)
    {
        int start = piece * size;
        recover(start, Math.Min(size, count - start));
    }
}
