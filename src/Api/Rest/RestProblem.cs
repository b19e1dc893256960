using Ledger.Application.Errors;
using Ledger.Domain.Encoding;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Rest;

/// <summary>Makes problem documents (RFC 9457) of errors of the registry.</summary>
internal static class RestProblem
{
    public const string TypeBase = "urn:ledger:error:";

    /// <summary>The document of a request that reached no endpoint: an unknown path, verb or content type.</summary>
    public static ProblemHttpResult Create(int status) => Create(
        new LedgerError(ErrorCodes.InvalidRequest, $"No operation takes this request: check its path, verb and content type (HTTP {status}). GET /swagger lists them."),
        status);

    public static ProblemHttpResult Create(LedgerError error) => Create(error, error.Code.HttpStatus);

    public static ProblemHttpResult Create(LedgerError error, int status)
    {
        var problem = new ProblemDetails
        {
            Type = TypeBase + error.Code.Name,
            Title = error.Code.Title,
            Status = status,
            Detail = error.Message,
        };
        problem.Extensions["code"] = error.Code.Name;
        problem.Extensions["advice"] = error.Code.Advice;
        if (!error.RevertData.IsEmpty)
        {
            problem.Extensions["revertData"] = Hex.Encode(error.RevertData.Span);
        }

        return TypedResults.Problem(problem);
    }
}
