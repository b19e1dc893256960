using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Node;

namespace Ledger.Application.Transactions;

/// <summary>Puts receipts together from the read models.</summary>
internal sealed class ReceiptReader(
    ITransactionReadModel transactions, IBlockReadModel blocks, IChainStatus chain, ReceiptComposer composer)
{
    /// <summary>The receipt of a final transaction; nothing while it is not final.</summary>
    /// <remarks>The store has a block before the node knows that it has, a long time before when the answer of the database was lost. Until
    /// then the state of the last block is the one before, so whoever held the receipt would not find what came of it.</remarks>
    public async Task<ReceiptView?> FindAsync(Hash256 hash, CancellationToken cancellation)
    {
        StoredTransaction? stored = await transactions.FindAsync(hash, cancellation);
        if (stored is null || stored.BlockNumber > chain.Head.Number)
        {
            return null;
        }

        StoredBlock? block = await blocks.FindAsync(stored.BlockNumber, cancellation);
        return block is null
            ? throw new InvalidOperationException($"Block {stored.BlockNumber} of transaction {hash} is not in the store.")
            : composer.Compose(stored, block.Header.StateRoot);
    }

    /// <summary>The receipts of a block in order.</summary>
    public async Task<IReadOnlyList<ReceiptView>> ListAsync(StoredBlock block, CancellationToken cancellation)
    {
        IReadOnlyList<StoredTransaction> stored =
            await transactions.ListByBlockAsync(block.Header.Number, cancellation);
        return [.. stored.Select(transaction => composer.Compose(transaction, block.Header.StateRoot))];
    }
}
