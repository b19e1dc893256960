using Ledger.Api.Configuration;
using Ledger.Api.Rest.Resources;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Network;
using Ledger.Application.Ports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Rest;

/// <summary>The chain of a group, the node and its peers in it, and the registry of errors.</summary>
internal static class ChainEndpoints
{
    private const string Tag = "Network";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/chain", ChainAsync).Document("getChain", Tag, "What the group agreed, and how much it holds");
        api.MapGet("/status", StatusAsync).Document("getStatus", Tag, "How the node and its consensus stand: why is the chain stalled?");
        api.MapGet("/read-index", ReadIndexAsync).Document(
            "getReadIndex", Tag, "From which block on this node shows every write that was acknowledged before (Raft); waits until it has that block", 409, 503);
        api.MapGet("/node", NodeAsync).Document("getNode", Tag, "This node and its store");
        api.MapGet("/peers", PeersAsync).Document("listPeers", Tag, "Live links to other nodes");
        api.MapGet("/sealers", SealersAsync).Document("listSealers", Tag, "The nodes that vote");
    }

    public static void MapErrors(RouteGroupBuilder api) =>
        api.MapGet("/errors", Errors).Document("listErrors", Tag, "Every error code, with its meaning and advice");

    private static async Task<Results<Ok<ChainResource>, ProblemHttpResult>> ChainAsync(
        IDispatcher dispatcher, CancellationToken cancellation)
    {
        NodeView node = await NodeOf(dispatcher, cancellation);
        Outcome<ChainTotals> totals = await dispatcher.SendAsync(new GetTotals(), cancellation);
        return RestAnswer.Of(totals, value => ChainResource.Of(node, value));
    }

    private static async Task<Ok<StatusResource>> StatusAsync(IDispatcher dispatcher, CancellationToken cancellation) =>
        TypedResults.Ok(StatusResource.Of(await NodeOf(dispatcher, cancellation)));

    private static async Task<Results<Ok<ReadIndexResource>, ProblemHttpResult>> ReadIndexAsync(
        IDispatcher dispatcher, CancellationToken cancellation) =>
        RestAnswer.Of(await dispatcher.SendAsync(new GetReadIndex(), cancellation), index => new ReadIndexResource(index.BlockNumber));

    private static async Task<Results<Ok<NodeResource>, ProblemHttpResult>> NodeAsync(
        IDispatcher dispatcher, NodeOptions options, CancellationToken cancellation)
    {
        NodeView node = await NodeOf(dispatcher, cancellation);
        Outcome<StoreState> store = await dispatcher.SendAsync(new GetStore(), cancellation);
        return RestAnswer.Of(store, state => NodeResource.Of(options.Name, node, state));
    }

    private static async Task<Ok<IReadOnlyList<PeerResource>>> PeersAsync(
        IDispatcher dispatcher, CancellationToken cancellation)
    {
        NodeView node = await NodeOf(dispatcher, cancellation);
        IReadOnlyList<PeerResource> peers = [.. node.Peers.Select(peer => PeerResource.Of(peer, node))];
        return TypedResults.Ok(peers);
    }

    private static async Task<Ok<IReadOnlyList<SealerResource>>> SealersAsync(
        IDispatcher dispatcher, CancellationToken cancellation)
    {
        NodeView node = await NodeOf(dispatcher, cancellation);
        IReadOnlyList<SealerResource> sealers = [.. node.Sealers.Members.Select((id, index) => new SealerResource(
            index, id.ToString(), id == node.Self, id == node.Self || node.Peers.Any(peer => peer.Id == id)))];
        return TypedResults.Ok(sealers);
    }

    private static Ok<IReadOnlyList<ErrorResource>> Errors()
    {
        IReadOnlyList<ErrorResource> rows = [.. ErrorCodes.All.Select(code => new ErrorResource(
            code.Name, code.HttpStatus, code.JsonRpcCode, code.Words, code.Title, code.Advice))];
        return TypedResults.Ok(rows);
    }

    private static async Task<NodeView> NodeOf(IDispatcher dispatcher, CancellationToken cancellation) =>
        (await dispatcher.SendAsync(new GetNode(), cancellation)).Value;
}
