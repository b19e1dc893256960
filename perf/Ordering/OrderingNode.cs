using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Infrastructure.EmbeddedServer;
using Ledger.Infrastructure.Journal;
using Ledger.Infrastructure;
using Ledger.Network.Groups;
using Ledger.Network;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Ordering;

/// <summary>One node of the group: a real one, with its loop, journal, witness and links, but for the state machine and the ledger's store.</summary>
internal sealed class OrderingNode : IPeerAdmission, IAsyncDisposable
{
    private readonly EmbeddedCluster _cluster = new(NullLogger<EmbeddedCluster>.Instance);
    private readonly CancellationTokenSource _stopping = new();
    private readonly NodePlace _place;
    private readonly PeerNetwork _network;
    private PostgresGroupStore? _postgres;
    private PromiseFile? _witness;
    private GroupLinks? _links;
    private GroupNode? _node;
    private Task _running = Task.CompletedTask;

    /// <summary>Prepares it; nothing is opened yet.</summary>
    public OrderingNode(NodePlace place)
    {
        _place = place;
        _network = new PeerNetwork(
            new PeerNetworkOptions { Listen = place.Listen, Peers = place.Peers, Chain = place.Suite.Hash.Hash("ordering"u8) },
            place.Identity,
            TimeProvider.System,
            NullLogger<PeerNetwork>.Instance);
    }

    /// <summary>The door for entries.</summary>
    public ITransactionIntake Intake => Opened.Intake;

    /// <summary>What it knows of the group.</summary>
    public IChainStatus Status => Opened.Status;

    /// <summary>The process of its database.</summary>
    public int DatabaseProcessId { get; private set; }

    private GroupNode Opened => _node ?? throw new InvalidOperationException("The node is not open.");

    /// <summary>Starts the database, opens the replica and joins the peers.</summary>
    /// <param name="genesis">The group's genesis.</param>
    /// <param name="onFinal">Is told of every final block.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task StartAsync(Genesis genesis, Action<FinalBlock> onFinal, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_place.Folder);
        string server = await _cluster.EnsureStartedAsync(_place.Folder, cancellation);
        string database = await EmbeddedCluster.EnsureDatabaseAsync(server, "ledger", cancellation);
        DatabaseProcessId = await PostgresProcess.FindAsync(database, cancellation);
        _postgres = new PostgresGroupStore(
            database, genesis.GroupId, _place.Suite, TimeProvider.System, NullLoggerFactory.Instance);
        (Block block, IReadOnlyList<StateWrite> writes) = GenesisBlock.Create(genesis, _place.Suite);
        await _postgres.Ledger.OpenAsync(genesis, new FinalBlock(block, BlockCertificate.None, writes), cancellation);
        _witness = new PromiseFile(Path.Combine(_place.Folder, "promises"));
        _links = _network.Group(genesis.GroupId, block.Hash);
        var store = new NoOpStore(onFinal);
        var ports = new GroupNodePorts(
            store, _postgres.Journal, store, _links, _place.Signer, TimeProvider.System, NullLoggerFactory.Instance)
        {
            Witness = _witness,
        };
        _node = await new GroupNodeBuilder(genesis, _place.Suite, new GroupNodeOptions(), ports, (_, _) => new NoOpExecutor())
            .OpenAsync(cancellation);
        _links.Open(_node.Peers);
        _network.Start(this);
        _running = Task.Run(() => _node.RunAsync(_stopping.Token), CancellationToken.None);
    }

    /// <inheritdoc/>
    public bool MayConnect(in NodeId peer) => Opened.Peers.MayConnect(peer);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        await _stopping.CancelAsync();
        await _running;
        _node?.Dispose();
        _witness?.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        await _cluster.StopAsync(_place.Folder, CancellationToken.None);
        _place.Identity.Dispose();
        _stopping.Dispose();
    }
}
