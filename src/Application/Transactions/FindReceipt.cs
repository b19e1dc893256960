using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Transactions;

/// <summary>Finds the receipt of a final transaction; nothing while it is pending or unknown.</summary>
/// <param name="Hash">The transaction's hash.</param>
public sealed record FindReceipt(Hash256 Hash) : IQuery<ReceiptView?>;

internal sealed class FindReceiptHandler(ReceiptReader receipts) : IQueryHandler<FindReceipt, ReceiptView?>
{
    public async Task<Outcome<ReceiptView?>> Handle(FindReceipt request, CancellationToken cancellationToken) =>
        Outcome<ReceiptView?>.Success(await receipts.FindAsync(request.Hash, cancellationToken));
}
