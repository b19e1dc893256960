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
    private ImmutableSortedDictionary<int, KnownGroup> _groups = ImmutableSortedDictionary<int, KnownGroup>.Empty;

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
    public IReadOnlyList<GroupView> All => [.. Groups.Values.Select(group => group.Describe())];

    /// <inheritdoc/>
    public GroupSurface? Find(int groupId) =>
        Groups.TryGetValue(groupId, out KnownGroup? group) && group.State == GroupState.Running ? group.Host?.Surface : null;

    /// <inheritdoc/>
    public RpcEngine Absent(bool isAdmin) => isAdmin ? _absentAdmin : _absent;

    /// <inheritdoc/>
    /// <remarks>A stopped group keeps its links: it is no news to its members that this node is one of them.</remarks>
    public bool MayConnect(in NodeId peer)
    {
        foreach (KnownGroup group in Groups.Values)
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
                    GroupJoin? join = await GroupJoin.FindAsync(registered.Genesis, _parts, IsDefault(registered.Genesis), cancellation);
                    group = join is not null
                        ? group with { State = GroupState.Joining, Join = join }
                        : group with { Host = await GroupHost.OpenAsync(registered.Genesis, _parts, _services, cancellation) };
                }
                catch (Exception error) when (NodeFault.IsKnown(error))
                {
                    failures.Add(error);
                    group = Failed(group, error);
                }
            }

            Set(group);
        }

        if (failures.Count > 0 && Groups.Values.All(group => group.Host is null && group.Join is null))
        {
            throw failures[0];
        }
    }

    /// <summary>Lets the open groups work.</summary>
    public void Start()
    {
        foreach (KnownGroup group in Groups.Values)
        {
            group.Host?.Start();
            StartJoin(group);
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

            KnownGroup group = Groups[groupId] with { Problem = null };
            if (await GroupJoin.FindAsync(group.Genesis, _parts, IsDefault(group.Genesis), cancellation) is GroupJoin join)
            {
                _registry.SetRunning(groupId, isRunning: true);
                group = group with { State = GroupState.Joining, Join = join };
                Set(group);
                StartJoin(group);
                return GroupRules.Done(groupId, "started");
            }

            GroupHost host = await OpenAsync(group.Genesis, cancellation);
            Set(group with { State = GroupState.Running, Host = host });
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

            KnownGroup group = Groups[groupId];
            _registry.SetRunning(groupId, isRunning: false);
            Set(group with { State = GroupState.Stopping, Host = null, Join = null, Problem = null });
            if (group.Join is GroupJoin join)
            {
                await join.DisposeAsync();
            }

            if (group.Host is GroupHost host)
            {
                await host.DisposeAsync();
            }

            Set(group with { State = GroupState.Stopped, Host = null, Join = null, Problem = null });
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
        IAsyncDisposable[] open = [.. Groups.Values.Select(group => (IAsyncDisposable?)group.Host ?? group.Join).OfType<IAsyncDisposable>()];
        ImmutableInterlocked.Update(ref _groups, static groups => groups.Clear());
        _changing.Release();
        await Task.WhenAll(open.Select(group => group.DisposeAsync().AsTask()));
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

    private bool IsDefault(Genesis genesis) => genesis.GroupId == _default.GroupId;

    private void StartJoin(KnownGroup group) =>
        group.Join?.Start(cancellation => OpenJoinedAsync(group, cancellation), error => SetJoined(group, _ => Failed(group with { Join = null }, error)));

    /// <summary>Opens a group whose store has its beginning now.</summary>
    private async Task OpenJoinedAsync(KnownGroup joining, CancellationToken cancellation)
    {
        try
        {
            GroupHost host = await GroupHost.OpenAsync(joining.Genesis, _parts, _services, cancellation);
            bool isWanted = SetJoined(joining, group => group with { State = GroupState.Running, Host = host, Join = null });
            if (isWanted)
            {
                host.Start();
                _logger.GroupChanged(joining.Genesis.GroupId, "started from a snapshot");
                return;
            }

            await host.DisposeAsync();
        }
        catch (Exception error) when (NodeFault.IsKnown(error))
        {
            SetJoined(joining, group => Failed(group with { Join = null }, error));
        }
    }

    /// <summary>Changes a group that joins, unless it was stopped meanwhile.</summary>
    private bool SetJoined(KnownGroup joining, Func<KnownGroup, KnownGroup> change) => ImmutableInterlocked.Update(
        ref _groups,
        (groups, join) => groups.TryGetValue(joining.Genesis.GroupId, out KnownGroup? group) && group.Join == join
            ? groups.SetItem(joining.Genesis.GroupId, change(group))
            : groups,
        joining.Join);

    private ImmutableSortedDictionary<int, KnownGroup> Groups => Volatile.Read(ref _groups);

    private GroupState StateOf(int groupId) =>
        Groups.TryGetValue(groupId, out KnownGroup? group) ? group.State : GroupState.Inexistent;

    // Changes come one at a time, but for a group that has joined and opens by itself.
    private void Set(KnownGroup group) => ImmutableInterlocked.Update(
        ref _groups, static (groups, changed) => groups.SetItem(changed.Genesis.GroupId, changed), group);

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

        if (Groups.Values.FirstOrDefault(other => other.Genesis.ChainId == genesis.ChainId) is KnownGroup twin)
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
        Set(Groups[groupId] with { State = state });
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

        /// <summary>What brings it into an empty database.</summary>
        public GroupJoin? Join { get; init; }

        public string? Problem { get; init; }

        /// <summary>A running group knows its members; of another one its genesis names the first. One that joins knows nobody and believes
        /// nobody: who has a certificate of the chain may give it what carries its proof.</summary>
        public bool Admits(in NodeId peer) => Host?.Admits(peer) ?? (Join is not null || _firstMembers.Contains(peer));

        public GroupView Describe() => new(Genesis.GroupId, State) { Surface = Host?.Surface, Problem = Problem ?? Join?.Progress };
    }
}
