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

    /// <summary>Whether the node answers it, whatever its groups do.</summary>
    public bool IsOfNode { get; init; }

    /// <summary>Whether its first argument names the group that answers.</summary>
    public bool NamesGroup { get; } = Lane == RpcLane.Fisco && Parameters is { Count: > 0 } && Parameters[0].Kind == FiscoKinds.Group;

    public static RpcMethod Ethereum(string name, RpcHandler handler, params RpcParameter[] parameters) =>
        new(name, RpcLane.Ethereum, parameters, handler);

    public static RpcMethod Fisco(string name, RpcHandler handler, params RpcParameter[] parameters) =>
        new(name, RpcLane.Fisco, parameters, handler);

    /// <summary>A method of the node that takes any parameters.</summary>
    public static RpcMethod FiscoUnchecked(string name, RpcHandler handler) =>
        new(name, RpcLane.Fisco, null, handler) { IsOfNode = true };

    /// <summary>A method of the node; when it takes a group, it looks that up itself.</summary>
    public static RpcMethod FiscoOfNode(string name, RpcHandler handler, params RpcParameter[] parameters) =>
        new(name, RpcLane.Fisco, parameters, handler) { IsOfNode = true };
}

/// <summary>The two halves of a method that submits a transaction.</summary>
/// <param name="Read">Gives the signed bytes, or the error of a call that must not be submitted.</param>
/// <param name="Answer">Says what became of them.</param>
internal sealed record RpcSubmission(
    Func<RpcCall, (ReadOnlyMemory<byte> Raw, RpcError? Error)> Read,
    Func<ReadOnlyMemory<byte>, SubmitResult, RpcResult> Answer);
