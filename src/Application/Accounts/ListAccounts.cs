using FluentValidation;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Accounts;

/// <summary>Lists accounts ascending by address.</summary>
/// <param name="After">Only those after this address; <see langword="null"/> starts at the first.</param>
/// <param name="Count">The most to return, at most <see cref="PageLimits.ItemsMax"/>.</param>
public sealed record ListAccounts(Address? After, int Count) : IQuery<IReadOnlyList<StoredAccount>>;

internal sealed class ListAccountsValidator : AbstractValidator<ListAccounts>
{
    public ListAccountsValidator() => RuleFor(query => query.Count).IsPageSize();
}

internal sealed class ListAccountsHandler(IAccountReadModel accounts)
    : IQueryHandler<ListAccounts, IReadOnlyList<StoredAccount>>
{
    public async Task<Outcome<IReadOnlyList<StoredAccount>>> Handle(
        ListAccounts request, CancellationToken cancellationToken) =>
        Outcome<IReadOnlyList<StoredAccount>>.Success(
            await accounts.ListAsync(request.After, request.Count, cancellationToken));
}
