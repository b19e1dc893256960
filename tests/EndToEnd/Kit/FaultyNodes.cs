using Ledger.Cli.Control;
using Ledger.Cli.Creation;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;
using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.EndToEnd.Kit.Links;
using Ledger.EndToEnd.Kit.Load;

namespace Ledger.EndToEnd.Kit;

/// <summary>Four nodes that reach each other through proxies that can do harm, with clients that keep them busy.</summary>
/// <param name="algorithm">How they agree.</param>
internal sealed class FaultyNodes(ConsensusAlgorithm algorithm) : FourNodes
{
    private const int Seed = 20_201;

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(120);

    /// <summary>The ways between the nodes.</summary>
    public LinkGrid Links { get; private set; } = null!;

    /// <summary>The clients.</summary>
    public Workload Load { get; private set; } = null!;

    /// <summary>The databases, and what must hold in them.</summary>
    public ChainAudit Audit { get; private set; } = null!;

    /// <summary>What the members agreed before block 0.</summary>
    public Genesis Genesis => Folder.ReadGenesis(Chain.Nodes[0]);

    /// <summary>The hash of block 0.</summary>
    public Hash256 GenesisHash => GenesisBlock.Create(Genesis, CryptoSuites.Secp256k1).Block.Hash;

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Load = new Workload(this, Seed);
        Audit = new ChainAudit(this);
        await Load.PrepareAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Load?.Dispose();
        if (Links is not null)
        {
            await Links.DisposeAsync();
        }
    }

    /// <summary>A node's connection string.</summary>
    public string DatabaseOf(int node) =>
        JsonFile.Read<NodeDocument>(Folder.NodeConfiguration(Chain.Nodes[node])).Node.Database;

    /// <summary>Writes another connection string into a node's configuration; <c>ledger up</c> writes the old one again.</summary>
    public void SetDatabase(int node, string connection) =>
        Edit(Chain.Nodes[node], settings => settings with { Database = connection });

    /// <summary>How a node is; <see langword="null"/> when it does not answer.</summary>
    public async Task<NodeStatus?> StatusAsync(int node, CancellationToken cancellation)
    {
        try
        {
            return NodeStatus.Of(await Nodes[node].GetAsync("/api/v1/status", cancellation));
        }
        catch (JsonRpcException)
        {
            return null;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The highest block that any of these nodes could know to be final; none above it can be without a new quorum.</summary>
    public async Task<long> FinalAsync(IEnumerable<int> nodes, CancellationToken cancellation)
    {
        NodeStatus?[] all = await Task.WhenAll(nodes.Select(node => StatusAsync(node, cancellation)));
        return all.OfType<NodeStatus>().Max(status => Math.Max(status.Finalized, status.Number));
    }

    /// <summary>The node that leads, as another one sees it; waits for one while nobody does.</summary>
    public async Task<int> LeaderAsync(int asked, CancellationToken cancellation)
    {
        ChainNode[] sealers = [.. Chain.Nodes.OrderBy(node => node.Id)];
        ChainNode? leader = null;
        await Eventually.HoldsAsync(
            $"{Chain.Nodes[asked].Name} knows a leader",
            ReadyWithin,
            async token => (leader = sealers.ElementAtOrDefault((await StatusAsync(asked, token))?.Leader ?? -1)) is not null,
            cancellation);
        return leader!.Index;
    }

    /// <summary>Starts one node and waits until it serves and holds what the others hold.</summary>
    public async Task StartAsync(int node, CancellationToken cancellation)
    {
        await Processes[node].StartAsync(isAlone: false, cancellation);
        await ReadyAsync(node, cancellation);
    }

    /// <summary>Waits until a node serves, which it does when it has caught up.</summary>
    public Task ReadyAsync(int node, CancellationToken cancellation) => Eventually.HoldsAsync(
        $"{Chain.Nodes[node].Name} is ready", ReadyWithin, token => Nodes[node].IsReadyAsync(token), cancellation);

    /// <summary>Takes away what a scenario did: every node runs, reaches the others and serves.</summary>
    public async Task HealAsync(CancellationToken cancellation)
    {
        Links.Mend();
        foreach (NodeProcess process in Processes)
        {
            Native.Signal(process.FindRunning() ?? 0, Signals.Continue);
        }

        if (Processes.Any(process => process.FindRunning() is null) || new SharedDatabase(Folder).FindRunning() is null)
        {
            await UpAsync(cancellation);
        }

        for (int node = 0; node < Count; node++)
        {
            await ReadyAsync(node, cancellation);
            await LinkedAsync(node, cancellation);
        }
    }

    /// <summary>Waits until a node has one session with every other: none is missing, and none was left over.</summary>
    private Task LinkedAsync(int node, CancellationToken cancellation) => Eventually.HoldsAsync(
        $"{Chain.Nodes[node].Name} has a session with every other node",
        ReadyWithin,
        async token => (await Nodes[node].GetAsync("/api/v1/peers", token)).GetArrayLength() == Count - 1,
        cancellation);

    private protected override void Prepare(int firstPort)
    {
        ChainPlan plan = DevelopmentChain.Plan(Count, algorithm, firstPort, firstPort + Count);
        ChainDocument chain = new ChainBuilder(Folder, TimeProvider.System).Build(plan);
        Links = new LinkGrid([.. chain.Nodes.Select(node => node.PeerPort)], Seed);
        foreach (ChainNode node in chain.Nodes)
        {
            string[] peers = [.. chain.Nodes.Where(other => other != node).Select(other => Links.AddressFor(node.Index, other.Index))];
            Edit(node, settings => settings with { Peers = peers });
        }
    }

    private void Edit(ChainNode node, Func<NodeSettings, NodeSettings> change)
    {
        string path = Folder.NodeConfiguration(node);
        JsonFile.Write(path, new NodeDocument(change(JsonFile.Read<NodeDocument>(path).Node)));
    }
}
