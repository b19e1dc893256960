using Ledger.Api.Groups;
using Ledger.Application;
using Ledger.Application.Abis;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;
using Ledger.Infrastructure;
using Ledger.Infrastructure.Journal;
using Ledger.Network.Groups;
using Ledger.Node;
using Npgsql;

namespace Ledger.Api.Composition;

/// <summary>One group, open: its store, its replica, its links and the container of its use cases and surfaces.</summary>
internal sealed class GroupHost : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    private readonly GroupNode _node;
    private readonly PostgresGroupStore _store;
    private readonly GroupLinks _links;
    private readonly PromiseFile _witness;
    private readonly ServiceProvider _container;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    private GroupHost(
        GroupNode node,
        PostgresGroupStore store,
        GroupLinks links,
        PromiseFile witness,
        (ServiceProvider Container, GroupSurface Surface) services)
    {
        _witness = witness;
        _node = node;
        _store = store;
        _links = links;
        _container = services.Container;
        Surface = services.Surface;
    }

    /// <summary>What serves requests about the group.</summary>
    public GroupSurface Surface { get; }

    /// <summary>Opens the store and puts the replica together; while the database is away, waits for it.</summary>
    public static async Task<GroupHost> OpenAsync(
        Genesis genesis, NodeParts parts, GroupServices services, CancellationToken cancellation)
    {
        Hash256 genesisHash = GenesisBlock.Create(genesis, parts.Suite).Block.Hash;
        PromiseFile witness = OpenWitness(parts.Options.DataFolder, genesis.GroupId, genesisHash);
        var store = new PostgresGroupStore(parts.Database, genesis.GroupId, parts.Suite, parts.Time, parts.Loggers);
        ServiceProvider? container = null;
        try
        {
            GroupLinks links = parts.Network.Group(genesis.GroupId, genesisHash);
            var ports = new GroupNodePorts(
                store.Ledger, store.Journal, store.State, links, parts.Signer, parts.Time, parts.Loggers)
            {
                Witness = witness,
                Snapshots = store.Snapshots,
                Proofs = store.Proofs,
            };
            var builder = new GroupNodeBuilder(
                genesis, parts.Suite, new GroupNodeOptions(), ports, (rules, crypto) => new TransactionExecutor(rules, crypto));
            GroupNode node = await PatientlyAsync(() => builder.OpenAsync(cancellation), parts, cancellation);
            (container, GroupSurface surface) = services.Build(genesis.GroupId, UseCases(node, store, parts));
            await PatientlyAsync(() => surface.Dispatcher.SendAsync(new LoadAbis(), cancellation), parts, cancellation);
            return new GroupHost(node, store, links, witness, (container, surface));
        }
        catch
        {
            if (container is not null)
            {
                await container.DisposeAsync();
            }

            await store.DisposeAsync();
            witness.Dispose();
            throw;
        }
    }

    /// <summary>Whether a node is a member of the group now.</summary>
    public bool Admits(in NodeId node) => _node.Peers.MayConnect(node);

    /// <summary>Joins the peers and works until disposed of, or until a broken invariant stops the group; then it still answers reads.</summary>
    public void Start()
    {
        _links.Open(_node.Peers);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Leaves the peers, finishes what is being done and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _links.CloseAsync();
        await _stopping.CancelAsync();
        await _running;
        await _container.DisposeAsync();
        _node.Dispose();
        await _store.DisposeAsync();
        _witness.Dispose();
        _stopping.Dispose();
    }

    /// <summary>A group that stopped by itself takes nothing any more: it leaves its peers, so that nothing waits for it.</summary>
    private async Task RunAsync()
    {
        await _node.RunAsync(_stopping.Token);
        await _links.CloseAsync();
    }

    /// <summary>The witness of the group's vote journal: in the node's folder, not in its database. Named after the chain, so that another
    /// group of the same number begins with none.</summary>
    private static PromiseFile OpenWitness(string folder, int groupId, in Hash256 genesis)
    {
        Directory.CreateDirectory(folder);
        string chain = Convert.ToHexStringLower(genesis.Bytes[..8]);
        return new PromiseFile(Path.Combine(folder, $"promises-{groupId}-{chain}"));
    }

    private static IServiceCollection UseCases(GroupNode node, PostgresGroupStore store, NodeParts parts) =>
        new ServiceCollection()
            .AddLedgerApplication()
            .AddSingleton(parts.Time)
            .AddSingleton(parts.Suite)
            .AddSingleton(node.Status)
            .AddSingleton(node.Intake)
            .AddSingleton(node.Pool)
            .AddSingleton(node.Caller)
            .AddSingleton(node.Replayer)
            .AddSingleton(node.Reads)
            .AddSingleton(store.Blocks)
            .AddSingleton(store.Transactions)
            .AddSingleton(store.Logs)
            .AddSingleton(store.Accounts)
            .AddSingleton(store.Abis)
            .AddSingleton(store.Status);

    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> open, NodeParts parts, CancellationToken cancellation)
    {
        ILogger logger = parts.Loggers.CreateLogger<GroupHost>();
        while (true)
        {
            try
            {
                return await open();
            }
            catch (NpgsqlException error) when (error is not PostgresException { IsTransient: false })
            {
                logger.DatabaseAway(parts.Options.Name, error.Message, RetryDelay);
                await Task.Delay(RetryDelay, parts.Time, cancellation);
            }
        }
    }
}
