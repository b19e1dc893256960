using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;

namespace Ledger.Application.Blocks;

/// <summary>Finds a block together with its transactions and receipts; nothing when it does not exist.</summary>
/// <param name="Block">The block.</param>
public sealed record FindBlockTransactions(BlockReference Block) : IQuery<BlockTransactions?>;

/// <summary>A block with its transactions.</summary>
/// <param name="Block">The block.</param>
/// <param name="Receipts">Its transactions with their receipts, in order.</param>
public sealed record BlockTransactions(StoredBlock Block, IReadOnlyList<ReceiptView> Receipts);

internal sealed class FindBlockTransactionsHandler(BlockResolver resolver, ReceiptReader receipts, KeptHistory kept)
    : IQueryHandler<FindBlockTransactions, BlockTransactions?>
{
    public async Task<Outcome<BlockTransactions?>> Handle(
        FindBlockTransactions request, CancellationToken cancellationToken)
    {
        Outcome<StoredBlock?> found = await resolver.FindAsync(request.Block, cancellationToken);
        if (found.Error is LedgerError error)
        {
            return error;
        }

        StoredBlock? block = found.Value;
        return block is null ? Outcome<BlockTransactions?>.Success(null)
            : kept.Transactions(block.Header.Number) is LedgerError below ? below
            : new BlockTransactions(block, await receipts.ListAsync(block, cancellationToken));
    }
}
