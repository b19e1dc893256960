using Ledger.Application.Errors;
using Ledger.Domain.Encoding;

namespace Ledger.Api.JsonRpc;

/// <summary>The error member of a JSON-RPC answer.</summary>
/// <param name="Code">The number that libraries compare.</param>
/// <param name="Message">The words that libraries search and people read.</param>
internal sealed record RpcError(int Code, string Message)
{
    public const int ParseCode = -32700;
    public const int InvalidRequestCode = -32600;
    public const int MethodNotFoundCode = -32601;
    public const int InvalidParamsCode = -32602;
    public const int InternalCode = -32603;
    public const int TooLargeCode = -32003;

    /// <summary>What goes with it: revert bytes, or what exactly was wrong.</summary>
    public string? Data { get; init; }

    /// <summary>Whether the data member is written although it is null, as FISCO BCOS does inside its methods.</summary>
    public bool HasNullData { get; init; }

    // Before the method is known both lanes share these texts: FISCO's words, and the detail as data.
    public static RpcError Parse(string detail) =>
        new(ParseCode, "JSON_PARSE_ERROR: The JSON-Object is not JSON-Valid") { Data = detail };

    public static RpcError InvalidRequest(string detail) =>
        new(InvalidRequestCode, "INVALID_JSON_REQUEST: The JSON sent is not a valid JSON-RPC Request object") { Data = detail };

    // ethers searches for these words, viem for the code.
    public static RpcError MethodNotFound(string method) =>
        new(MethodNotFoundCode, $"the method {Shorten(method)} does not exist/is not available");

    public static RpcError InvalidParams(string detail) => new(InvalidParamsCode, detail);

    public static RpcError Internal() => new(InternalCode, "internal error: the node could not answer; try again");

    /// <summary>An error of the registry in the words of the Ethereum lane.</summary>
    public static RpcError Of(LedgerError error)
    {
        string message = error.Message.Length == 0 ? error.Code.Words : $"{error.Code.Words}: {error.Message}";
        bool isRevert = error.Code == ErrorCodes.ExecutionReverted;
        return new RpcError(error.Code.JsonRpcCode, message)
        {
            Data = isRevert ? Hex.Encode(error.RevertData.Span) : null,
        };
    }

    private static string Shorten(string text) =>
        text.Length <= RpcLimits.EchoMax ? text : string.Concat(text.AsSpan(0, RpcLimits.EchoMax), "…");
}
