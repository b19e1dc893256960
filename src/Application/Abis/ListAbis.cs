using FluentValidation;
using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Abis;

/// <summary>Lists the contracts whose interface this node knows, ascending by address.</summary>
/// <param name="After">Only those after this address; <see langword="null"/> starts at the first.</param>
/// <param name="Count">The most to return, at most <see cref="PageLimits.ItemsMax"/>.</param>
public sealed record ListAbis(Address? After, int Count) : IQuery<IReadOnlyList<AbiSummary>>;

internal sealed class ListAbisValidator : AbstractValidator<ListAbis>
{
    public ListAbisValidator() => RuleFor(query => query.Count).IsPageSize();
}

internal sealed class ListAbisHandler(AbiCatalog catalog) : IQueryHandler<ListAbis, IReadOnlyList<AbiSummary>>
{
    public Task<Outcome<IReadOnlyList<AbiSummary>>> Handle(ListAbis request, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome<IReadOnlyList<AbiSummary>>.Success(
            [.. catalog.All.Values.Where(abi => request.After is not Address after || abi.Address > after).Take(request.Count)]));
}
