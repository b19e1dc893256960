using Ledger.Node;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>Checks the group that FISCO BCOS's methods name first.</summary>
internal sealed class FiscoGroup(IChainStatus chain)
{
    /// <summary>The group of this node.</summary>
    public int Id => chain.Genesis.GroupId;

    /// <summary>The error of a call for another group.</summary>
    public RpcError? Check(RpcCall call) => call.Get<int>(0) == Id ? null : FiscoErrors.GroupUnknown;

    /// <summary>A handler that answers only for this group.</summary>
    public RpcHandler Checked(RpcHandler handler) => (call, cancellation) =>
        Check(call) is RpcError error ? Task.FromResult<RpcResult>(error) : handler(call, cancellation);
}
