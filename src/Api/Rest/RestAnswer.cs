using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Rest;

/// <summary>Turns outcomes into typed results.</summary>
internal static class RestAnswer
{
    public static Results<Ok<TResource>, ProblemHttpResult> Of<T, TResource>(Outcome<T> outcome, Func<T, TResource> show) =>
        outcome.TryGet(out T? value, out LedgerError? error)
            ? TypedResults.Ok(show(value))
            : RestProblem.Create(error);
}
