using Ledger.Domain.Cryptography;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;
using Ledger.Node.Joining;
using Ledger.Node.Ports;
using Ledger.Testing;
using Ledger.Testing.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Cluster;

/// <summary>Whole nodes in one process: real consensus, pool, EVM and signatures; stores in memory that outlive a node.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LocalNetwork _network = new();
    private readonly List<Member> _members = [];
    private readonly TimeProvider _time;

    private LocalCluster(Genesis genesis, int members, TimeProvider time)
    {
        Genesis = genesis;
        _time = time;
        for (int key = 1; key <= members; key++)
        {
            _members.Add(new Member(key));
        }
    }

    public Genesis Genesis { get; }

    /// <summary>Whether members that start have a witness of their journal.</summary>
    public bool HasWitnesses { get; init; }

    /// <summary>The network, for members that are no nodes.</summary>
    public LocalNetwork Network => _network;

    public GroupNode this[int member] => _members[member].Node ?? throw new InvalidOperationException("It is stopped.");

    public NodeId IdOf(int member) => TestAccounts.Signer(_members[member].Key).Id;

    public InMemoryLedgerStore Store(int member) => _members[member].Store;

    public InMemoryVoteJournal Journal(int member) => _members[member].Journal;

    public InMemoryPromiseWitness Witness(int member) => _members[member].Witness;

    /// <summary>Puts a stopped member's database back to an earlier state: store and journal together.</summary>
    public async Task RestoreAsync(int member, int facts, long number)
    {
        Member restored = _members[member];
        IReadOnlyList<FinalBlock> blocks = restored.Store.Blocks;
        IReadOnlyList<ConsensusEvent> events = restored.Journal.Events;
        restored.Store = new InMemoryLedgerStore();
        restored.Journal = new InMemoryVoteJournal();
        await restored.Store.OpenAsync(Genesis, blocks[0], TestContext.Current.CancellationToken);
        await restored.Store.CommitAsync([.. blocks.Skip(1).Take((int)number)], TestContext.Current.CancellationToken);
        await restored.Journal.AppendAsync([.. events.Take(facts)], [], TestContext.Current.CancellationToken);
    }

    public static Task<LocalCluster> StartAsync(int sealers, Fork fork = Fork.Prague) =>
        StartAsync(sealers, 0, genesis => genesis with { Fork = fork });

    /// <summary>Members that are not started yet.</summary>
    public static LocalCluster Of(Genesis genesis, int members, bool hasWitnesses = false, TimeProvider? time = null) =>
        new(genesis, members, time ?? TimeProvider.System) { HasWitnesses = hasWitnesses };

    /// <summary>Starts the sealers; the others are nodes that could join.</summary>
    public static async Task<LocalCluster> StartAsync(
        int sealers, int others, Func<Genesis, Genesis> change, TimeProvider? time = null)
    {
        var cluster = new LocalCluster(change(TestAccounts.Genesis(sealers)), sealers + others, time ?? TimeProvider.System);
        for (int i = 0; i < sealers; i++)
        {
            await cluster.StartMemberAsync(i);
        }

        return cluster;
    }

    public async Task StartMemberAsync(int index)
    {
        Member member = _members[index];
        ISigner signer = TestAccounts.Signer(member.Key);
        var ports = new GroupNodePorts(
            member.Store,
            member.Journal,
            member.Store,
            _network.Join(signer.Id),
            signer,
            _time,
            NullLoggerFactory.Instance)
        {
            Witness = HasWitnesses ? member.Witness : null,
            Snapshots = member.Store,
            Proofs = member.Store,
        };
        var builder = new GroupNodeBuilder(
            Genesis, TestAccounts.Suite, new GroupNodeOptions(), ports, (rules, suite) => new TransactionExecutor(rules, suite));
        member.Node = await builder.OpenAsync(TestContext.Current.CancellationToken);
        member.Stop = new CancellationTokenSource();
        member.Running = Task.WhenAll(
            member.Node.RunAsync(member.Stop.Token),
            Deliver(signer.Id, member.Node.Peers, member.Stop.Token));
    }

    /// <summary>Lets a member whose store is empty take a snapshot; it is not started.</summary>
    /// <param name="index">The member.</param>
    /// <param name="options">How it starts.</param>
    /// <param name="stop">Breaks it off, as a crash would.</param>
    public async Task<JoinOutcome> JoinAsync(int index, JoinOptions? options = null, CancellationTokenSource? stop = null)
    {
        Member member = _members[index];
        NodeId id = TestAccounts.Signer(member.Key).Id;
        var join = new SnapshotJoin(
            Genesis,
            TestAccounts.Suite,
            options ?? new JoinOptions(),
            new JoinPorts(id, member.Store, _network.Join(id), _time, NullLoggerFactory.Instance));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, stop?.Token ?? CancellationToken.None);
        Task delivering = Deliver(id, join.Peers, ended.Token);
        try
        {
            return await join.RunAsync(ended.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await delivering;
        }
    }

    /// <summary>Waits until one node told another that it breaks the protocol.</summary>
    public async Task WaitForBreachAsync(NodeId by, NodeId of)
    {
        while (!_network.Breaches.Contains((by, of)))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Empties the store and the journal of a stopped member, and its witness when it has one.</summary>
    public void Wipe(int index)
    {
        _members[index].Store = new InMemoryLedgerStore();
        _members[index].Journal = new InMemoryVoteJournal();
        _members[index].Witness = new InMemoryPromiseWitness();
    }

    /// <summary>Stops a member at once; its store and journal stay.</summary>
    public async Task StopMemberAsync(int index)
    {
        Member member = _members[index];
        if (member.Stop is null || member.Node is null)
        {
            return;
        }

        await member.Stop.CancelAsync();
        await member.Running;
        member.Node.Dispose();
        member.Stop.Dispose();
        (member.Node, member.Stop) = (null, null);
    }

    public void Isolate(int index, bool cut) => _network.Isolate(TestAccounts.Signer(_members[index].Key).Id, cut);

    /// <summary>Waits until a member holds a block at or above a height.</summary>
    public async Task<ChainHead> WaitForAsync(int member, long number)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        IChainStatus status = this[member].Status;
        try
        {
            return await status.WaitForBlockAboveAsync(number - 1, patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"Member {member} is at {status.Head.Number}, {status.Consensus}, halted: {status.HaltReason}");
        }
    }

    /// <summary>Waits until a member's chain contains a transaction.</summary>
    public async Task WaitForTransactionAsync(int member, Hash256 hash)
    {
        while (true)
        {
            // Read before the look, so that a block that comes between the two is not waited past.
            long number = this[member].Status.Head.Number;
            if ((await Store(member).ContainsTransactionsAsync([hash], TestContext.Current.CancellationToken))[0])
            {
                await WaitForAsync(member, Store(member).Blocks[^1].Block.Number);
                return;
            }

            await WaitForAsync(member, number + 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (int i = 0; i < _members.Count; i++)
        {
            await StopMemberAsync(i);
        }
    }

    private async Task Deliver(NodeId self, IPeerHandler handler, CancellationToken cancellation)
    {
        try
        {
            await _network.RunAsync(self, handler, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The member was stopped.
        }
    }

    private sealed class Member(int key)
    {
        public int Key { get; } = key;

        public InMemoryLedgerStore Store { get; set; } = new();

        public InMemoryVoteJournal Journal { get; set; } = new();

        public InMemoryPromiseWitness Witness { get; set; } = new();

        public GroupNode? Node { get; set; }

        public CancellationTokenSource? Stop { get; set; }

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
