using Ledger.Application.Errors;

namespace Ledger.Api.Rest;

/// <summary>The last line: what no endpoint expected becomes a problem document without detail, and a log entry with all of it.</summary>
internal sealed class FailureMiddleware(RequestDelegate next, ILogger<FailureMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client hung up: nobody reads an answer.
        }
        catch (BadHttpRequestException failure) when (!context.Response.HasStarted)
        {
            await RestProblem.Create(new LedgerError(
                ErrorCodes.InvalidRequest, "The request could not be read: check its path, query and JSON body."), failure.StatusCode)
                .ExecuteAsync(context);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !context.Response.HasStarted)
        {
            logger.RestCallFailed(context.Request.Method, context.Request.Path, failure);
            await RestProblem.Create(new LedgerError(ErrorCodes.Internal, "The node could not answer; try again."))
                .ExecuteAsync(context);
        }
    }
}
