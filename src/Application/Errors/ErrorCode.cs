namespace Ledger.Application.Errors;

/// <summary>One row of the error registry: the same error as every surface names it.</summary>
/// <param name="Name">The stable name that REST sends as <c>code</c>, in snake case.</param>
/// <param name="HttpStatus">The HTTP status of REST.</param>
/// <param name="JsonRpcCode">The code of the Ethereum JSON-RPC lane.</param>
/// <param name="Words">The words with which an Ethereum error message starts, because client libraries search for them.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Advice">What the caller can do.</param>
public sealed record ErrorCode(
    string Name, int HttpStatus, int JsonRpcCode, string Words, string Title, string Advice);
