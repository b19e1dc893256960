using Ledger.Api.Groups;
using Ledger.Application.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Rest;

/// <summary>Asks the gate of the node's operator in the name of REST.</summary>
internal static class RestGate
{
    /// <summary>What an operation behind the gate takes, as a sentence.</summary>
    public static string Advice { get; } = char.ToUpperInvariant(AdminGate.Advice[0]) + AdminGate.Advice[1..] + ".";

    /// <summary>The answer to a caller who may not; <see langword="null"/> for one who may.</summary>
    public static ProblemHttpResult? Refusal(AdminGate gate, HttpContext context)
    {
        AdminVerdict verdict = gate.Judge(context);
        if (verdict == AdminVerdict.NoToken)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return verdict == AdminVerdict.Allowed ? null : RestProblem.Create(new LedgerError(
            verdict == AdminVerdict.NoToken ? ErrorCodes.Unauthorized : ErrorCodes.Forbidden, Advice));
    }
}
