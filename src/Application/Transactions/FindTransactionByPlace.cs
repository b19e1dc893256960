using FluentValidation;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Application.Transactions;

/// <summary>Finds the transaction at a place of a block.</summary>
/// <param name="Block">The block.</param>
/// <param name="Index">The place, from 0.</param>
public sealed record FindTransactionByPlace(BlockReference Block, int Index) : IQuery<TransactionAtPlace>;

/// <summary>What stands at a place of a block.</summary>
/// <param name="Block">The block; <see langword="null"/> when it does not exist.</param>
/// <param name="Transaction">The transaction; <see langword="null"/> when the block has fewer.</param>
public sealed record TransactionAtPlace(StoredBlock? Block, TransactionView? Transaction);

internal sealed class FindTransactionByPlaceValidator : AbstractValidator<FindTransactionByPlace>
{
    public FindTransactionByPlaceValidator() => RuleFor(query => query.Index)
        .GreaterThanOrEqualTo(0).WithMessage("A transaction index is 0 or more.");
}

internal sealed class FindTransactionByPlaceHandler(
    BlockResolver resolver, ITransactionReadModel transactions, TransactionDecoder decoder, KeptHistory kept)
    : IQueryHandler<FindTransactionByPlace, TransactionAtPlace>
{
    public async Task<Outcome<TransactionAtPlace>> Handle(
        FindTransactionByPlace request, CancellationToken cancellationToken)
    {
        Outcome<StoredBlock?> found = await resolver.FindAsync(request.Block, cancellationToken);
        if (found.Error is LedgerError error)
        {
            return error;
        }

        StoredBlock? block = found.Value;
        if (block is null || request.Index >= block.TransactionHashes.Count)
        {
            return new TransactionAtPlace(block, null);
        }

        if (kept.Transactions(block.Header.Number) is LedgerError below)
        {
            return below;
        }

        StoredTransaction? stored = await transactions.FindAsync(block.Header.Number, request.Index, cancellationToken);
        return new TransactionAtPlace(block, stored is null ? null : decoder.Decode(stored));
    }
}
