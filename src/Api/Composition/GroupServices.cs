using Ledger.Api.Configuration;
using Ledger.Api.Groups;
using Ledger.Api.JsonRpc;
using Ledger.Api.JsonRpc.Fisco;
using Ledger.Api.Telemetry;
using Ledger.Application.Messaging;
using Ledger.Node;

namespace Ledger.Api.Composition;

/// <summary>Builds the container of one group, so that a request is given its group once and looks nothing up after that.</summary>
internal sealed class GroupServices(NodeOptions options, ILoggerFactory loggers, IGroups groups, IGroupControl control)
{
    /// <summary>Completes a group's container, which holds its use cases and their ports, with its surfaces.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="services">The use cases and their ports.</param>
    /// <returns>The container, which the caller disposes of, and the surfaces.</returns>
    public (ServiceProvider Container, GroupSurface Surface) Build(int groupId, IServiceCollection services)
    {
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(_ => new ApiMetrics(groupId));
        services.AddSingleton<ConsensusMetrics>();
        services.AddGroupMethods();
        ServiceProvider container = services.BuildServiceProvider();
        // Nobody asks for it: it is asked by whoever scrapes, from here until the container is disposed of.
        container.GetRequiredService<ConsensusMetrics>();
        IDispatcher dispatcher = container.GetRequiredService<IDispatcher>();
        ApiMetrics metrics = container.GetRequiredService<ApiMetrics>();
        IRpcMethods[] topics = [.. container.GetServices<IRpcMethods>()];
        var routing = new RpcRouting(groups, groupId);
        RpcMethodTable methods = Table(topics, routing, isAdmin: false);
        var surface = new GroupSurface(
            groupId,
            dispatcher,
            container.GetRequiredService<IChainStatus>(),
            methods,
            Engine(methods, dispatcher, metrics),
            Engine(Table(topics, routing, isAdmin: true), dispatcher, metrics));
        return (container, surface);
    }

    /// <summary>What answers where a group does not run: the methods of the node alone.</summary>
    public RpcEngine Absent(ApiMetrics metrics, bool isAdmin) =>
        Engine(Table([], new RpcRouting(groups, own: null), isAdmin), new NoGroup(), metrics);

    private RpcMethodTable Table(IRpcMethods[] topics, RpcRouting routing, bool isAdmin) => new(
        [.. topics, new FiscoNodeMethods(groups, options), new FiscoGroupMethods(groups, control, isAdmin)], routing);

    private RpcEngine Engine(RpcMethodTable methods, IDispatcher dispatcher, ApiMetrics metrics) =>
        new(methods, dispatcher, metrics, loggers.CreateLogger<RpcEngine>());
}
