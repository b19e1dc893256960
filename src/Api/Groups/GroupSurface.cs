using Ledger.Api.JsonRpc;
using Ledger.Application.Messaging;
using Ledger.Node;

namespace Ledger.Api.Groups;

/// <summary>One running group as the surfaces use it; everything in it belongs to this group alone.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Dispatcher">The door to its use cases.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Methods">Its JSON-RPC methods.</param>
/// <param name="Rpc">Answers JSON-RPC for anybody.</param>
/// <param name="AdminRpc">Answers JSON-RPC for the node's operator.</param>
internal sealed record GroupSurface(
    int Id, IDispatcher Dispatcher, IChainStatus Status, RpcMethodTable Methods, RpcEngine Rpc, RpcEngine AdminRpc);
