using Ledger.Api.JsonRpc.Parameters;
using Ledger.Node.Pool;

namespace Ledger.Api.JsonRpc;

/// <summary>Answers one call.</summary>
internal delegate Task<RpcResult> RpcHandler(RpcCall call, CancellationToken cancellation);

/// <summary>One row of the method table.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Lane">Whose conventions it follows.</param>
/// <param name="Parameters">Its parameters in order; <see langword="null"/> takes anything and looks at nothing.</param>
/// <param name="Handler">What answers it; <see langword="null"/> for a submission.</param>
internal sealed record RpcMethod(
    string Name, RpcLane Lane, IReadOnlyList<RpcParameter>? Parameters, RpcHandler? Handler)
{
    /// <summary>How it submits a transaction; such calls of one batch are submitted together.</summary>
    public RpcSubmission? Submission { get; init; }

    public static RpcMethod Ethereum(string name, RpcHandler handler, params RpcParameter[] parameters) =>
        new(name, RpcLane.Ethereum, parameters, handler);

    public static RpcMethod Fisco(string name, RpcHandler handler, params RpcParameter[] parameters) =>
        new(name, RpcLane.Fisco, parameters, handler);

    public static RpcMethod FiscoUnchecked(string name, RpcHandler handler) =>
        new(name, RpcLane.Fisco, null, handler);
}

/// <summary>The two halves of a method that submits a transaction.</summary>
/// <param name="Read">Gives the signed bytes, or the error of a call that must not be submitted.</param>
/// <param name="Answer">Says what became of them.</param>
internal sealed record RpcSubmission(
    Func<RpcCall, (ReadOnlyMemory<byte> Raw, RpcError? Error)> Read,
    Func<ReadOnlyMemory<byte>, SubmitResult, RpcResult> Answer);
