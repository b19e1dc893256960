using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Evm.Machine;
using Ledger.Node;
using Ledger.Node.Epochs;
using Ledger.Node.Execution;
using Ledger.Node.Ports;
using Ledger.Node.Tracing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Testing.InMemory;

/// <summary>A chain of really executed blocks in memory, without consensus: past blocks for replays. Block 1 deploys a counter.</summary>
public sealed class ExecutedChain
{
    /// <summary>Adds 1 to slot 0, keeps the parent's hash in slot 1 and the block's time in slot 2, emits the count as topic and
    /// returns it: what it costs and does depends on the state before it and on its block.</summary>
    private const string CounterCode =
        "60005460010180600055" + "6001430340600155" + "42600255" + "8060006000a1" + "60005260206000f3";

    /// <summary>Copies the 36 bytes after itself and returns them.</summary>
    private const string DeployCode = "6024600c60003960246000f3";

    private readonly BlockExecutor _executor;
    private readonly GroupContext _group;

    private ExecutedChain(GroupContext group, InMemoryLedgerStore store, BlockExecutor executor)
    {
        _group = group;
        Store = store;
        _executor = executor;
    }

    /// <summary>Who deploys the counter: the account of key 101.</summary>
    public static ISigner Alice => TestAccounts.Signer(101);

    /// <summary>Where the counter is.</summary>
    public static Address Counter => ContractAddress.FromNonce(TestAccounts.Suite.Hash, Alice.Address, 0);

    public Genesis Genesis => _group.Genesis;

    public InMemoryLedgerStore Store { get; }

    /// <summary>The blocks, block 0 first.</summary>
    public IReadOnlyList<Block> Blocks => [.. Store.Blocks.Select(block => block.Block)];

    public static async Task<ExecutedChain> StartAsync(CancellationToken cancellation)
    {
        Genesis genesis = TestAccounts.Genesis(1);
        (Block block, IReadOnlyList<Domain.State.StateWrite> writes) = GenesisBlock.Create(genesis, TestAccounts.Suite);
        var store = new InMemoryLedgerStore();
        ChainHead head = await store.OpenAsync(genesis, new FinalBlock(block, BlockCertificate.None, writes), cancellation);
        ExecutionStart start = await ExecutionStart.LoadAsync(head, store, store, genesis.BlockLimitWindow, cancellation);
        EpochBook epochs = await EpochLoader.LoadAsync(
            genesis, start.Schedule, head, store, TestAccounts.Suite, cancellation);
        var group = new GroupContext(genesis, block.Hash, TestAccounts.Suite, epochs);
        var executor = new BlockExecutor(group, NewExecutor(genesis), store, start);
        var chain = new ExecutedChain(group, store, executor);
        await chain.AddAsync(cancellation, Send(Alice, 0, null, Convert.FromHexString(DeployCode + CounterCode)));
        return chain;
    }

    /// <summary>A signed call, or a creation when there is no recipient.</summary>
    public static VerifiedTransaction Send(
        ISigner from, ulong nonce, Address? to, byte[] data, TransactionKind kind = TransactionKind.DynamicFee) =>
        TestAccounts.Verified(from, TestAccounts.Sign(from, new UnsignedTransaction
        {
            Kind = kind,
            ChainId = TestAccounts.ChainId,
            Nonce = nonce,
            GasLimit = 500_000,
            To = to,
            Data = data,
            GroupId = kind == TransactionKind.Fisco ? 1UL : 0UL,
            BlockLimit = kind == TransactionKind.Fisco ? 100UL : 0UL,
        }));

    /// <summary>Executes and stores the next block.</summary>
    public async Task<Block> AddAsync(CancellationToken cancellation, params VerifiedTransaction[] transactions)
    {
        long number = _executor.Number + 1;
        var ordered = new OrderedBlock(number, Genesis.Timestamp + (number * 1500), 0, transactions);
        ExecutedBlock executed = await _executor.ExecuteAsync(ordered, cancellation);
        if (executed.Left.Count > 0)
        {
            throw new InvalidOperationException($"Left out: {executed.Left[0]}");
        }

        await Store.CommitAsync([new FinalBlock(executed.Block, BlockCertificate.None, executed.Writes)], cancellation);
        _executor.OnCommitted(number);
        return executed.Block;
    }

    /// <summary>A replayer that has nothing in memory yet.</summary>
    public BlockReplayer NewReplayer()
    {
        var cache = new HeadCache(Store);
        cache.Apply(_executor.Number, []);
        return new BlockReplayer(
            new ReplaySources(Genesis, cache, Store, Store), () => NewExecutor(Genesis), NullLogger.Instance);
    }

    /// <summary>Calls on the state of any of its blocks.</summary>
    public async Task<ContractCaller> NewCallerAsync(CancellationToken cancellation)
    {
        var cache = new HeadCache(Store);
        cache.Apply(_executor.Number, []);
        BlockHeader header = (await Store.FindHeaderAsync(_executor.Number, cancellation))!;
        NodeId self = TestAccounts.Signer(1).Id;
        var state = new ChainState(
            _group,
            self,
            new ChainHead(Blocks[^1].Hash, header, BlockCertificate.None),
            new LocalNetwork().Join(self),
            TimeProvider.System);
        return new ContractCaller(Genesis, () => NewExecutor(Genesis), cache, Store, state);
    }

    private static TransactionExecutor NewExecutor(Genesis genesis) => new(
        new ExecutionRules
        {
            Fork = genesis.Fork,
            Governance = new GovernanceRules(genesis.Governors, genesis.ActivationDelay),
        },
        TestAccounts.Suite);
}
