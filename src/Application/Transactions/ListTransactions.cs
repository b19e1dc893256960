using FluentValidation;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Transactions;

/// <summary>Lists final transactions, newest first.</summary>
/// <param name="Account">Only those that it sent, received or was created by; <see langword="null"/> lists all.</param>
/// <param name="Before">Only those before this place; <see langword="null"/> starts at the newest.</param>
/// <param name="Count">The most to return, at most <see cref="PageLimits.ItemsMax"/>.</param>
public sealed record ListTransactions(Address? Account, (long BlockNumber, int Index)? Before, int Count)
    : IQuery<IReadOnlyList<TransactionView>>;

internal sealed class ListTransactionsValidator : AbstractValidator<ListTransactions>
{
    public ListTransactionsValidator()
    {
        RuleFor(query => query.Count).IsPageSize();
        RuleFor(query => query.Before)
            .Must(before => before is null or { BlockNumber: >= 0, Index: >= 0 })
            .WithMessage("The cursor is not one that this list gave.");
    }
}

internal sealed class ListTransactionsHandler(ITransactionReadModel transactions, TransactionDecoder decoder)
    : IQueryHandler<ListTransactions, IReadOnlyList<TransactionView>>
{
    public async Task<Outcome<IReadOnlyList<TransactionView>>> Handle(
        ListTransactions request, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredTransaction> stored =
            await transactions.ListAsync(request.Account, request.Before, request.Count, cancellationToken);
        return stored.Select(decoder.Decode).ToList();
    }
}
