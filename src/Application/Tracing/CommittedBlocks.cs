using Ledger.Application.Blocks;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Blocks;
using Ledger.Domain.Transactions;

namespace Ledger.Application.Tracing;

/// <summary>Reads back whole blocks for replays.</summary>
internal sealed class CommittedBlocks(
    BlockResolver resolver, ITransactionReadModel transactions, TransactionDecoder decoder, KeptHistory kept)
{
    /// <summary>The block with its transactions and receipts; block 0, which has none, is an error.</summary>
    public async Task<Outcome<Block>> ReadAsync(BlockReference reference, CancellationToken cancellation)
    {
        Outcome<StoredBlock> found = await resolver.GetAsync(reference, cancellation);
        if (!found.TryGet(out StoredBlock? block, out Errors.LedgerError? error))
        {
            return error;
        }

        if (block.Header.Number == 0)
        {
            return TraceErrors.Genesis;
        }

        if (kept.Transactions(block.Header.Number) is Errors.LedgerError below)
        {
            return below;
        }

        IReadOnlyList<StoredTransaction> stored = await transactions.ListByBlockAsync(block.Header.Number, cancellation);
        return new Block(
            block.Hash,
            block.Header,
            [.. stored.Select(item => new VerifiedTransaction(decoder.Decode(item).Transaction, item.Sender))],
            [.. stored.Select(item => item.Receipt)]);
    }
}
