namespace Ledger.Cli.Rpc;

/// <summary>A node answered a call with an error, or did not answer.</summary>
/// <param name="code">The JSON-RPC error code; 0 when the node did not answer.</param>
/// <param name="message">What the node said.</param>
internal sealed class JsonRpcException(int code, string message) : Exception(message)
{
    /// <summary>The JSON-RPC error code; 0 when the node did not answer.</summary>
    public int Code { get; } = code;
}
