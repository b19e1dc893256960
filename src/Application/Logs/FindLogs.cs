using FluentValidation;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Application.Logs;

/// <summary>All logs of a selection in one answer, or an error with the range to ask for instead.</summary>
/// <param name="Selection">Which.</param>
public sealed record FindLogs(LogSelection Selection) : IQuery<IReadOnlyList<StoredLog>>;

internal sealed class FindLogsValidator : AbstractValidator<FindLogs>
{
    public FindLogsValidator() => RuleFor(query => query.Selection).SetValidator(new LogSelectionValidator());
}

internal sealed class FindLogsHandler(LogRange range, ILogReadModel logs)
    : IQueryHandler<FindLogs, IReadOnlyList<StoredLog>>
{
    public async Task<Outcome<IReadOnlyList<StoredLog>>> Handle(FindLogs request, CancellationToken cancellationToken)
    {
        Outcome<LogFilter> resolved = await range.ResolveAsync(request.Selection, cancellationToken);
        if (!resolved.TryGet(out LogFilter? filter, out LedgerError? error))
        {
            return error;
        }

        if (filter.FromBlock > filter.ToBlock)
        {
            return Outcome<IReadOnlyList<StoredLog>>.Success([]);
        }

        if (LogRange.WidthError(filter) is LedgerError tooWide)
        {
            return tooWide;
        }

        IReadOnlyList<StoredLog> found =
            await logs.ListAsync(filter, null, LogLimits.ResultsMax + 1, cancellationToken);
        return found.Count <= LogLimits.ResultsMax
            ? Outcome<IReadOnlyList<StoredLog>>.Success(found)
            : LogRange.LengthError(filter, found[^1].BlockNumber - 1);
    }
}
