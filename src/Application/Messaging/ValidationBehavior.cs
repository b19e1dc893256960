using FluentValidation;
using FluentValidation.Results;
using Ledger.Application.Errors;
using MediatR;

namespace Ledger.Application.Messaging;

/// <summary>Checks a request's shape before its handler sees it; the first broken rules become one error.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IOutcome<TResponse>
{
    private const int ReportedMax = 5;

    private readonly IValidator<TRequest>[] _validators = [.. validators];

    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        Check(request) is LedgerError error ? Task.FromResult(TResponse.Failed(error)) : next();

    // No rule waits for anything, and the synchronous path saves a state machine a rule.
    private LedgerError? Check(TRequest request)
    {
        foreach (IValidator<TRequest> validator in _validators)
        {
            if (validator is RequestValidator<TRequest> plain && plain.Holds(request))
            {
                continue;
            }

            ValidationResult result = validator.Validate(request);
            if (!result.IsValid)
            {
                string message = string.Join(" ", result.Errors.Take(ReportedMax).Select(failure => failure.ErrorMessage));
                return new LedgerError(ErrorCodes.InvalidRequest, message);
            }
        }

        return null;
    }
}
