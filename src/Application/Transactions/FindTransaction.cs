using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Application.Transactions;

/// <summary>Finds a transaction by hash, in the chain first and then in the pool; nothing when neither knows it. A node that does not keep
/// the whole chain says so instead.</summary>
/// <param name="Hash">The transaction's hash.</param>
public sealed record FindTransaction(Hash256 Hash) : IQuery<TransactionView?>;

internal sealed class FindTransactionHandler(
    ITransactionReadModel transactions, IPoolReader pool, TransactionDecoder decoder, KeptHistory kept)
    : IQueryHandler<FindTransaction, TransactionView?>
{
    public async Task<Outcome<TransactionView?>> Handle(FindTransaction request, CancellationToken cancellationToken)
    {
        // The pool first: a transaction leaves it only after its block is readable, so it is never seen in neither.
        bool isPending = pool.TryGet(request.Hash, out VerifiedTransaction? pending);
        StoredTransaction? stored = await transactions.FindAsync(request.Hash, cancellationToken);
        return stored is not null ? decoder.Decode(stored)
            : isPending && pending is not null ? new TransactionView(pending.Transaction, pending.Sender, null)
            : kept.Hash("transaction", request.Hash) is LedgerError below ? below
            : Outcome<TransactionView?>.Success(null);
    }
}
