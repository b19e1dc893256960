namespace Ledger.Api.JsonRpc;

/// <summary>The methods of one topic.</summary>
internal interface IRpcMethods
{
    /// <summary>Their rows.</summary>
    IEnumerable<RpcMethod> Rows { get; }
}
