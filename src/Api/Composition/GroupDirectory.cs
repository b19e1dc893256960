using System.Collections.Immutable;
using FluentValidation.Results;
using Ledger.Api.Groups;
using Ledger.Api.JsonRpc;
using Ledger.Api.Telemetry;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Network;
using Ledger.Node.Ports;

namespace Ledger.Api.Composition;

/// <summary>
/// The groups of one node: which there are, which of them run, and how one becomes the other. Requests read a snapshot; changes
/// come one at a time. What fails in one group leaves the others alone.
/// </summary>
internal sealed class GroupDirectory : IGroups, IGroupControl, IPeerAdmission, IAsyncDisposable
{
    private readonly NodeParts _parts;
    private readonly Genesis _default;
    private readonly GroupRegistry _registry;
    private readonly GroupServices _services;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly ApiMetrics _absentMetrics = new(group: 0);
    private readonly RpcEngine _absent;
    private readonly RpcEngine _absentAdmin;
    private int _disposed;
    private volatile ImmutableSortedDictionary<int, KnownGroup> _groups = ImmutableSortedDictionary<int, KnownGroup>.Empty;

    public GroupDirectory(NodeParts parts, Genesis defaultGenesis)
    {
        _parts = parts;
        _default = defaultGenesis;
        _registry = new GroupRegistry(parts.Options.GroupsFolder, defaultGenesis);
        _logger = parts.Loggers.CreateLogger<GroupDirectory>();
        _services = new GroupServices(parts.Options, parts.Loggers, this, this);
        _absent = _services.Absent(_absentMetrics, isAdmin: false);
        _absentAdmin = _services.Absent(_absentMetrics, isAdmin: true);
    }

    /// <inheritdoc/>
    public int DefaultId => _default.GroupId;

    /// <inheritdoc/>
    public long ChainId => _default.FiscoChainId;

    /// <inheritdoc/>
    public NodeId Self => _parts.Signer.Id;

    /// <inheritdoc/>
    public IReadOnlyList<PeerSession> Peers => _parts.Network.Sessions;

    /// <inheritdoc/>
    public IReadOnlyList<GroupView> All => [.. _groups.Values.Select(group => group.Describe())];

    /// <inheritdoc/>
    public GroupSurface? Find(int groupId) =>
        _groups.TryGetValue(groupId, out KnownGroup? group) && group.State == GroupState.Running ? group.Host?.Surface : null;

    /// <inheritdoc/>
    public RpcEngine Absent(bool isAdmin) => isAdmin ? _absentAdmin : _absent;

    /// <inheritdoc/>
    /// <remarks>A stopped group keeps its links: it is no news to its members that this node is one of them.</remarks>
    public bool MayConnect(in NodeId peer)
    {
        foreach (KnownGroup group in _groups.Values)
        {
            if (group.State != GroupState.Deleted && group.Admits(peer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Opens the groups that are to run. One that cannot be opened leaves the others alone; when none can, the node cannot start.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        foreach (RegisteredGroup registered in _registry.Load())
        {
            var group = new KnownGroup(registered.Genesis, registered.State);
            if (registered.State == GroupState.Running)
            {
                try
                {
                    group = group with { Host = await GroupHost.OpenAsync(registered.Genesis, _parts, _services, cancellation) };
                }
                catch (Exception error) when (NodeFault.IsKnown(error))
                {
                    failures.Add(error);
                    group = Failed(group, error);
                }
            }

            Set(group);
        }

        if (failures.Count > 0 && _groups.Values.All(group => group.Host is null))
        {
            throw failures[0];
        }
    }

    /// <summary>Lets the open groups work.</summary>
    public void Start()
    {
        foreach (KnownGroup group in _groups.Values)
        {
            group.Host?.Start();
        }
    }

    /// <inheritdoc/>
    public Task<GroupAnswer> GenerateAsync(GroupRequest request, CancellationToken cancellation) => ChangeAsync(
        () => Task.FromResult(Generate(request)), request.GroupId, cancellation);

    /// <inheritdoc/>
    public Task<GroupAnswer> StartAsync(int groupId, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            if (GroupRules.Start(groupId, StateOf(groupId)) is GroupAnswer refusal)
            {
                return refusal;
            }

            KnownGroup group = _groups[groupId];
            GroupHost host = await OpenAsync(group.Genesis, cancellation);
            Set(group with { State = GroupState.Running, Host = host, Problem = null });
            host.Start();
            return GroupRules.Done(groupId, "started");
        },
        groupId,
        cancellation);

    /// <inheritdoc/>
    public Task<GroupAnswer> StopAsync(int groupId, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            if (GroupRules.Stop(groupId, StateOf(groupId)) is GroupAnswer refusal)
            {
                return refusal;
            }

            KnownGroup group = _groups[groupId];
            _registry.SetRunning(groupId, isRunning: false);
            Set(group with { State = GroupState.Stopping, Host = null, Problem = null });
            if (group.Host is GroupHost host)
            {
                await host.DisposeAsync();
            }

            Set(group with { State = GroupState.Stopped, Host = null, Problem = null });
            return GroupRules.Done(groupId, "stopped");
        },
        groupId,
        cancellation);

    /// <inheritdoc/>
    public Task<GroupAnswer> RemoveAsync(int groupId, CancellationToken cancellation) => ChangeAsync(
        () => Task.FromResult(GroupRules.Remove(groupId, StateOf(groupId)) ?? Move(
            groupId, _registry.Remove, GroupState.Deleted, "deleted")),
        groupId,
        cancellation);

    /// <inheritdoc/>
    public Task<GroupAnswer> RecoverAsync(int groupId, CancellationToken cancellation) => ChangeAsync(
        () => Task.FromResult(GroupRules.Recover(groupId, StateOf(groupId)) ?? Move(
            groupId, _registry.Recover, GroupState.Stopped, "recovered")),
        groupId,
        cancellation);

    /// <summary>Stops every group with the node; what the folder says stays.</summary>
    public async Task StopAllAsync()
    {
        await _changing.WaitAsync();
        GroupHost[] hosts = [.. _groups.Values.Select(group => group.Host).OfType<GroupHost>()];
        _groups = _groups.Clear();
        _changing.Release();
        await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The host and its container both own what they made of it.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await StopAllAsync();
        _absentMetrics.Dispose();
        _changing.Dispose();
    }

    private GroupState StateOf(int groupId) =>
        _groups.TryGetValue(groupId, out KnownGroup? group) ? group.State : GroupState.Inexistent;

    private void Set(KnownGroup group) => _groups = _groups.SetItem(group.Genesis.GroupId, group);

    private GroupAnswer Generate(GroupRequest request)
    {
        ValidationResult validity = new GroupRequestValidator().Validate(request);
        if (!validity.IsValid)
        {
            return new GroupAnswer(GroupCode.InvalidParams, validity.Errors[0].ErrorMessage);
        }

        if (GroupRules.Generate(request.GroupId, StateOf(request.GroupId)) is GroupAnswer refusal)
        {
            return refusal;
        }

        Genesis genesis = GroupGenesis.Of(request, _default);
        if (!GenesisFile.TryParse(GenesisFile.Write(genesis), out _, out string? problem))
        {
            return new GroupAnswer(GroupCode.InvalidParams, problem!);
        }

        if (_groups.Values.FirstOrDefault(other => other.Genesis.ChainId == genesis.ChainId) is KnownGroup twin)
        {
            return new GroupAnswer(
                GroupCode.InvalidParams,
                $"chain ID {genesis.ChainId} is that of group {twin.Genesis.GroupId}: its transactions could be replayed");
        }

        _registry.Add(genesis);
        Set(new KnownGroup(genesis, GroupState.Stopped));
        return GroupRules.Done(request.GroupId, "generated");
    }

    private GroupAnswer Move(int groupId, Action<int> move, GroupState state, string done)
    {
        move(groupId);
        Set(_groups[groupId] with { State = state });
        return GroupRules.Done(groupId, done);
    }

    private async Task<GroupAnswer> ChangeAsync(
        Func<Task<GroupAnswer>> change, int groupId, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            GroupAnswer answer = await change();
            _logger.GroupChanged(groupId, answer.Message);
            return answer;
        }
        catch (Exception error) when (NodeFault.IsKnown(error))
        {
            // Paths and hosts stay in the log.
            _logger.GroupFailed(groupId, error.GetBaseException().Message);
            return new GroupAnswer(GroupCode.InternalError, "the node could not do it; its log says why");
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Opens a group and then remembers that it is to run.</summary>
    private async Task<GroupHost> OpenAsync(Genesis genesis, CancellationToken cancellation)
    {
        GroupHost host = await GroupHost.OpenAsync(genesis, _parts, _services, cancellation);
        try
        {
            _registry.SetRunning(genesis.GroupId, isRunning: true);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private KnownGroup Failed(KnownGroup group, Exception error)
    {
        _logger.GroupFailed(group.Genesis.GroupId, error.GetBaseException().Message);
        return group with { State = GroupState.Unknown, Problem = "it could not be opened; the node's log says why" };
    }

    /// <summary>A group at a moment.</summary>
    private sealed record KnownGroup(Genesis Genesis, GroupState State)
    {
        private readonly HashSet<NodeId> _firstMembers = [.. Genesis.Sealers, .. Genesis.Observers];

        public GroupHost? Host { get; init; }

        public string? Problem { get; init; }

        /// <summary>A running group knows its members; of another one its genesis names the first.</summary>
        public bool Admits(in NodeId peer) => Host?.Admits(peer) ?? _firstMembers.Contains(peer);

        public GroupView Describe() => new(Genesis.GroupId, State) { Surface = Host?.Surface, Problem = Problem };
    }
}
