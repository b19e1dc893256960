using FluentValidation;
using Ledger.Application.Messaging;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Application.Transactions;

/// <summary>Lists pending transactions, oldest first.</summary>
/// <param name="Count">The most to return, at most <see cref="PageLimits.ItemsMax"/>.</param>
public sealed record ListPending(int Count) : IQuery<IReadOnlyList<TransactionView>>;

internal sealed class ListPendingValidator : AbstractValidator<ListPending>
{
    public ListPendingValidator() => RuleFor(query => query.Count).IsPageSize();
}

internal sealed class ListPendingHandler(IPoolReader pool) : IQueryHandler<ListPending, IReadOnlyList<TransactionView>>
{
    public Task<Outcome<IReadOnlyList<TransactionView>>> Handle(
        ListPending request, CancellationToken cancellationToken)
    {
        IReadOnlyList<VerifiedTransaction> pending = pool.List(request.Count);
        return Task.FromResult(Outcome<IReadOnlyList<TransactionView>>.Success(
            [.. pending.Select(transaction => new TransactionView(transaction.Transaction, transaction.Sender, null))]));
    }
}
