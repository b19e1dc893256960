using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Node.Pool;

/// <summary>Decodes, checks and pools transactions of clients and peers. Thread-safe.</summary>
/// <param name="group">The group.</param>
/// <param name="admission">The checks.</param>
/// <param name="recovery">Recovers senders, many at once.</param>
/// <param name="pool">The pool.</param>
/// <param name="arrivals">What happens with accepted ones, and what the chain holds already.</param>
public sealed class TransactionIntake(
    GroupContext group, AdmissionCheck admission, SenderCache recovery, TransactionPool pool, Arrivals arrivals)
    : ITransactionIntake
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SubmitResult>> SubmitAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> raws, CancellationToken cancellation)
    {
        if (admission.WhyNotReady() is string reason)
        {
            return [.. raws.Select(_ => new SubmitResult(SubmitCode.NotReady, default, reason))];
        }

        SubmitResult[] results = await AdmitAsync(raws, arrivals.Gossip, cancellation);
        await MarkStoredAsync(results, cancellation);
        return results;
    }

    /// <summary>Takes a peer's transactions; they were told to everyone by the node that a client gave them to.</summary>
    public async ValueTask TakeFromPeerAsync(IReadOnlyList<ReadOnlyMemory<byte>> raws, CancellationToken cancellation) =>
        await AdmitAsync(raws, null, cancellation);

    private async ValueTask<SubmitResult[]> AdmitAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> raws, TransactionGossip? gossip, CancellationToken cancellation)
    {
        var results = new SubmitResult[raws.Count];
        var decoded = new List<Transaction>(raws.Count);
        var places = new List<int>(raws.Count);
        DecodedTransaction[] read = TransactionCodec.DecodeEach(raws, group.Suite.Hash);
        for (int i = 0; i < read.Length; i++)
        {
            if (WhyRefused(read[i]) is SubmitResult refusal)
            {
                results[i] = refusal;
                continue;
            }

            decoded.Add(read[i].Transaction!);
            places.Add(i);
        }

        VerifiedTransaction?[] verified = recovery.Recover(decoded);
        bool any = false;
        bool isWhole = false;
        try
        {
            for (int i = 0; i < verified.Length; i++)
            {
                SubmitResult result = await PoolAsync(decoded[i], verified[i], cancellation);
                results[places[i]] = result;
                if (result.Code == SubmitCode.Accepted)
                {
                    any = true;
                    gossip?.Tell(decoded[i].Raw);
                }
            }

            isWhole = true;
        }
        finally
        {
            // A read that fails on the way leaves in the pool what was taken before it.
            if (any || (!isWhole && pool.HasReady))
            {
                arrivals.Inbox.SignalTransactions();
            }
        }

        return results;
    }

    private SubmitResult? WhyRefused(in DecodedTransaction read)
    {
        if (read.Transaction is not Transaction transaction)
        {
            return Refusal(read.Error);
        }

        return pool.TryGet(transaction.Hash, out _)
            ? new SubmitResult(SubmitCode.AlreadyKnown, transaction.Hash, "already known")
            : admission.CheckRules(transaction);
    }

    private async ValueTask<SubmitResult> PoolAsync(
        Transaction transaction, VerifiedTransaction? verified, CancellationToken cancellation)
    {
        if (verified is null)
        {
            return new SubmitResult(SubmitCode.InvalidSignature, transaction.Hash, "invalid sender: the signature recovers no account");
        }

        (SubmitResult? refusal, ulong nonce) = await admission.CheckAccountAsync(verified, cancellation);
        if (refusal is SubmitResult refused)
        {
            return refused;
        }

        SubmitResult result = pool.Add(verified, nonce);
        if (result.Code == SubmitCode.Accepted && pool.IsWaiting(verified.Hash))
        {
            // A block that was committed since the nonce was read may have used the nonces that this one waits for.
            pool.OnCommittedNonce(verified.Sender, await admission.NonceAtHeadAsync(verified.Sender, cancellation));
        }

        return result;
    }

    // A transaction that comes again after it was executed is refused for its nonce; what its sender wants to hear is that it is in.
    private async ValueTask MarkStoredAsync(SubmitResult[] results, CancellationToken cancellation)
    {
        List<int> places = [.. Enumerable.Range(0, results.Length).Where(i => results[i].Code == SubmitCode.NonceUsed)];
        if (places.Count == 0)
        {
            return;
        }

        IReadOnlyList<bool> stored = await arrivals.Store.ContainsTransactionsAsync(
            [.. places.Select(i => results[i].Hash)], cancellation);
        for (int i = 0; i < places.Count; i++)
        {
            if (stored[i])
            {
                Hash256 hash = results[places[i]].Hash;
                results[places[i]] = new SubmitResult(SubmitCode.AlreadyInChain, hash, "the chain holds it already");
            }
        }
    }

    private static SubmitResult Refusal(TransactionDecodeError error) => error switch
    {
        TransactionDecodeError.UnsupportedType => new SubmitResult(
            SubmitCode.UnsupportedType, default, "transaction type not supported"),
        TransactionDecodeError.BlobsNotSupported => new SubmitResult(
            SubmitCode.UnsupportedType, default, "transaction type not supported: a consortium ledger carries no blobs (EIP-4844)"),
        TransactionDecodeError.InvalidSignature => new SubmitResult(
            SubmitCode.InvalidSignature, default, "invalid transaction v, r, s values"),
        TransactionDecodeError.TooLarge => new SubmitResult(
            SubmitCode.Malformed, default, $"oversized data: a transaction has at most {TransactionCodec.MaxSizeBytes} bytes"),
        TransactionDecodeError.Empty => new SubmitResult(SubmitCode.Malformed, default, "rlp: no bytes"),
        _ => new SubmitResult(SubmitCode.Malformed, default, "rlp: not a transaction of a known format"),
    };
}
