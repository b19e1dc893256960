using FluentValidation.Results;
using Ledger.Api.Composition;
using Ledger.Api.Configuration;
using Ledger.Api.Groups;
using Ledger.Api.JsonRpc;
using Ledger.Api.Telemetry;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Testing.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Api.Tests.Hosting;

/// <summary>The groups of a node in memory: real surfaces over known chains, and states that change as they are asked to.</summary>
internal sealed class TestGroups : IGroups, IGroupControl, IAsyncDisposable
{
    private readonly SortedDictionary<int, (GroupState State, GroupSurface? Surface)> _groups = [];
    private readonly List<ServiceProvider> _containers = [];
    private readonly ApiMetrics _metrics = new(group: 0);
    private readonly KnownChain _default;
    private readonly RpcEngine _absent;
    private readonly RpcEngine _absentAdmin;

    public TestGroups(NodeOptions options, ILoggerFactory loggers, IReadOnlyList<KnownChain> worlds)
    {
        _default = worlds[0];
        var services = new GroupServices(options, loggers, this, this);
        foreach (KnownChain world in worlds)
        {
            int id = world.Chain.Genesis.GroupId;
            (ServiceProvider container, GroupSurface surface) = services.Build(id, world.AddTo(new ServiceCollection()));
            _containers.Add(container);
            _groups[id] = (GroupState.Running, surface);
        }

        _absent = services.Absent(_metrics, isAdmin: false);
        _absentAdmin = services.Absent(_metrics, isAdmin: true);
    }

    public List<GroupRequest> Generated { get; } = [];

    public int DefaultId => _default.Chain.Genesis.GroupId;

    public long ChainId => _default.Chain.Genesis.FiscoChainId;

    public NodeId Self => _default.Chain.Self;

    public IReadOnlyList<PeerSession> Peers => _default.Chain.Peers;

    public IReadOnlyList<GroupView> All =>
        [.. _groups.Select(pair => new GroupView(pair.Key, pair.Value.State) { Surface = Find(pair.Key) })];

    public GroupSurface? Find(int groupId) =>
        _groups.TryGetValue(groupId, out (GroupState State, GroupSurface? Surface) group) && group.State == GroupState.Running
            ? group.Surface
            : null;

    public RpcEngine Absent(bool isAdmin) => isAdmin ? _absentAdmin : _absent;

    public async Task<GroupAnswer> GenerateAsync(GroupRequest request, CancellationToken cancellation)
    {
        Generated.Add(request);
        ValidationResult validity = await new GroupRequestValidator().ValidateAsync(request, cancellation);
        return validity.IsValid
            ? await ChangeAsync(request.GroupId, GroupRules.Generate, GroupState.Stopped, "generated")
            : new GroupAnswer(GroupCode.InvalidParams, validity.Errors[0].ErrorMessage);
    }

    public Task<GroupAnswer> StartAsync(int groupId, CancellationToken cancellation) =>
        ChangeAsync(groupId, GroupRules.Start, GroupState.Running, "started");

    public Task<GroupAnswer> StopAsync(int groupId, CancellationToken cancellation) =>
        ChangeAsync(groupId, GroupRules.Stop, GroupState.Stopped, "stopped");

    public Task<GroupAnswer> RemoveAsync(int groupId, CancellationToken cancellation) =>
        ChangeAsync(groupId, GroupRules.Remove, GroupState.Deleted, "deleted");

    public Task<GroupAnswer> RecoverAsync(int groupId, CancellationToken cancellation) =>
        ChangeAsync(groupId, GroupRules.Recover, GroupState.Stopped, "recovered");

    public async ValueTask DisposeAsync()
    {
        foreach (ServiceProvider container in _containers)
        {
            await container.DisposeAsync();
        }

        _metrics.Dispose();
    }

    private Task<GroupAnswer> ChangeAsync(
        int groupId, Func<int, GroupState, GroupAnswer?> rule, GroupState next, string verb)
    {
        (GroupState state, GroupSurface? surface) = _groups.GetValueOrDefault(groupId);
        if (rule(groupId, state) is GroupAnswer refusal)
        {
            return Task.FromResult(refusal);
        }

        _groups[groupId] = (next, surface);
        return Task.FromResult(GroupRules.Done(groupId, verb));
    }
}
