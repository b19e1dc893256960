using Ledger.Application.Transactions;

namespace Ledger.Api.JsonRpc;

/// <summary>What one JSON-RPC request may cost the node.</summary>
public static class RpcLimits
{
    /// <summary>The longest body in bytes: 5 MB.</summary>
    public const int BodyBytesMax = 5 * 1024 * 1024;

    /// <summary>The most calls of one batch.</summary>
    public const int BatchMax = SubmitTransactions.CountMax;

    /// <summary>The deepest nesting of a body.</summary>
    public const int DepthMax = 32;

    /// <summary>After this many bytes of answers the rest of a batch is refused: 25 MB.</summary>
    public const int BatchAnswerBytesMax = 25 * 1024 * 1024;

    /// <summary>The calls of one batch that run at the same time.</summary>
    public const int BatchConcurrency = 8;

    /// <summary>The most characters of a caller's text that an error repeats.</summary>
    public const int EchoMax = 64;
}
