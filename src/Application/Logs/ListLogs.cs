using FluentValidation;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Application.Logs;

/// <summary>One page of the logs of a selection, ascending; any range, because a page is bounded.</summary>
/// <param name="Selection">Which.</param>
/// <param name="After">Only those after this place; <see langword="null"/> starts at the first block.</param>
/// <param name="Count">The most to return, at most <see cref="PageLimits.ItemsMax"/>.</param>
public sealed record ListLogs(LogSelection Selection, (long BlockNumber, int LogIndex)? After, int Count)
    : IQuery<IReadOnlyList<StoredLog>>;

internal sealed class ListLogsValidator : AbstractValidator<ListLogs>
{
    public ListLogsValidator()
    {
        RuleFor(query => query.Count).IsPageSize();
        RuleFor(query => query.Selection).SetValidator(new LogSelectionValidator());
    }
}

internal sealed class ListLogsHandler(LogRange range, ILogReadModel logs)
    : IQueryHandler<ListLogs, IReadOnlyList<StoredLog>>
{
    public async Task<Outcome<IReadOnlyList<StoredLog>>> Handle(ListLogs request, CancellationToken cancellationToken)
    {
        Outcome<LogFilter> resolved = await range.ResolveAsync(request.Selection, cancellationToken);
        return !resolved.TryGet(out LogFilter? filter, out LedgerError? error) ? error
            : filter.FromBlock > filter.ToBlock ? Outcome<IReadOnlyList<StoredLog>>.Success([])
            : Outcome<IReadOnlyList<StoredLog>>.Success(
                await logs.ListAsync(filter, request.After, request.Count, cancellationToken));
    }
}
