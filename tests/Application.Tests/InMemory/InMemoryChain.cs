using System.Collections.Concurrent;
using Ledger.Application.Ports;
using Ledger.Consensus;
using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node;
using Ledger.Node.Pool;
using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>A node that holds a few known blocks in memory: everything the use cases ask of the node itself.</summary>
public sealed class InMemoryChain : IChainStatus, ITransactionIntake, IPoolReader, IStoreStatus
{
    // Replaced whole, never changed: readers on other threads see a moment's value.
    private volatile StoredBlock[] _blocks = [];
    private volatile StoredTransaction[] _transactions = [];
    private volatile TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InMemoryChain() => Add([]);

    public Genesis Genesis { get; set; } = new()
    {
        ChainId = 20200,
        GroupId = 1,
        Timestamp = 1_700_000_000_000,
        Sealers = KnownKeys.Nodes,
        Consensus = ConsensusAlgorithm.Rpbft,
    };

    public IReadOnlyList<StoredBlock> Blocks => _blocks;

    public IReadOnlyList<StoredTransaction> Transactions => _transactions;

    public ConcurrentDictionary<Hash256, VerifiedTransaction> Pool { get; } = [];

    /// <summary>The sizes of the submissions, one a call.</summary>
    public List<int> Submissions { get; } = [];

    /// <summary>What the next submissions are answered with, instead of being pooled.</summary>
    public SubmitCode? Refusal { get; set; }

    public string? StoreFailure { get; set; }

    public Hash256 GenesisHash => _blocks[0].Hash;

    /// <summary>The snapshot that the node started from, if any.</summary>
    public SnapshotBase? Base { get; set; }

    public NodeId Self => KnownKeys.Nodes[0];

    public SealerSet Sealers => new(KnownKeys.Nodes);

    public GroupParameters Parameters => Genesis.Parameters();

    /// <summary>How many blocks the store has that the node does not know to be there yet.</summary>
    public int Unpublished { get; set; }

    public ChainHead Head => new(_blocks[^(1 + Unpublished)].Hash, _blocks[^(1 + Unpublished)].Header, _blocks[^(1 + Unpublished)].Certificate);

    public ConsensusStatus Consensus => new(_blocks.Length, 3, 1, "Prepare", [2], _blocks.Length - 1, 1);

    public IReadOnlyList<PeerSession> Peers =>
        [new PeerSession(KnownKeys.Nodes[1], "127.0.0.1:30301", "node1", DateTimeOffset.UnixEpoch, 0)];

    public IReadOnlyDictionary<NodeId, PeerProgress> PeerProgress => new Dictionary<NodeId, PeerProgress>
    {
        [KnownKeys.Nodes[1]] = new(Head.Number, Head.Hash, 3),
    };

    public TimeSpan ConsensusAge => TimeSpan.Zero;

    public IReadOnlyDictionary<NodeId, string> PeerNames => new Dictionary<NodeId, string> { [KnownKeys.Nodes[1]] = "node1" };

    public bool IsStoreAway => false;

    public bool IsMember { get; set; } = true;

    public int CommitBacklog => 0;

    public bool IsSyncing { get; set; }

    public string? HaltReason { get; set; }

    public int Count => Pool.Count;

    /// <summary>Commits a block of transactions with these outcomes.</summary>
    public StoredBlock Add(IReadOnlyList<(VerifiedTransaction Transaction, Receipt Receipt)> executed)
    {
        long number = _blocks.Length;
        var header = new BlockHeader
        {
            ParentHash = number == 0 ? default : _blocks[^1].Hash,
            StateRoot = Digest(1, number),
            TransactionsRoot = Digest(2, number),
            ReceiptsRoot = Digest(3, number),
            DbHash = Digest(4, number),
            LogsBloom = LogsBloom.Of([.. executed.SelectMany(item => item.Receipt.Logs)], CryptoSuites.Secp256k1.Hash),
            Number = number,
            GasLimit = Genesis.BlockGasLimit,
            GasUsed = executed.Sum(item => item.Receipt.GasUsed),
            Timestamp = Genesis.Timestamp + (number * 1234),
            ExtraData = [new byte[] { 0xab }, new byte[] { 0xcd }],
            Sealer = 0,
            SealerList = number == 0 ? [] : KnownKeys.Nodes,
        };
        Hash256 hash = Digest(5, number);
        var certificate = new BlockCertificate(number == 0 ? [] : [new BlockSeal(0, new byte[65]), new BlockSeal(2, new byte[65])]);
        var block = new StoredBlock(hash, header, certificate, [.. executed.Select(item => item.Transaction.Hash)], 600);
        long gas = 0;
        int logs = 0;
        var added = new List<StoredTransaction>();
        for (int i = 0; i < executed.Count; i++)
        {
            (VerifiedTransaction transaction, Receipt receipt) = executed[i];
            gas += receipt.GasUsed;
            added.Add(new StoredTransaction(
                transaction.Hash, number, hash, header.Timestamp, i, transaction.Sender, transaction.Transaction.Raw, receipt, gas, logs));
            logs += receipt.Logs.Count;
        }

        _transactions = [.. _transactions, .. added];
        _blocks = [.. _blocks, block];
        foreach (StoredTransaction transaction in added)
        {
            Pool.TryRemove(transaction.Hash, out _);
        }

        TaskCompletionSource grown = _grown;
        _grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        grown.SetResult();
        return block;
    }

    /// <summary>Holds other blocks above block 0, with their own headers and hashes.</summary>
    public void Replace(IReadOnlyList<Block> blocks)
    {
        StoredBlock genesis = _blocks[0];
        _blocks = [genesis, .. blocks.Select(block => new StoredBlock(
            block.Hash, block.Header, BlockCertificate.None, [.. block.Transactions.Select(item => item.Hash)], 600))];
        _transactions = [.. blocks.SelectMany(block => block.Transactions.Select((item, i) => new StoredTransaction(
            item.Hash, block.Number, block.Hash, block.Header.Timestamp, i, item.Sender, item.Transaction.Raw, block.Receipts[i], 0, 0)))];
    }

    public async Task<ChainHead> WaitForBlockAboveAsync(long number, CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource grown = _grown;
            if (Head.Number > number)
            {
                return Head;
            }

            await grown.Task.WaitAsync(cancellation);
        }
    }

    public ValueTask<IReadOnlyList<SubmitResult>> SubmitAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> raws, CancellationToken cancellation)
    {
        Submissions.Add(raws.Count);
        return ValueTask.FromResult<IReadOnlyList<SubmitResult>>([.. raws.Select(Submit)]);
    }

    public bool TryGet(in Hash256 hash, out VerifiedTransaction? transaction) => Pool.TryGetValue(hash, out transaction);

    public ulong NextNonce(in Address sender, ulong committedNonce)
    {
        Address account = sender;
        return committedNonce + (ulong)Pool.Values.Count(transaction => transaction.Sender == account);
    }

    public IReadOnlyList<VerifiedTransaction> List(int countMax) => [.. Pool.Values.Take(countMax)];

    public Task<StoreState> CheckAsync(CancellationToken cancellation) => StoreFailure is null
        ? Task.FromResult(new StoreState(42, Head.Number, "15.18", 1024))
        : Task.FromException<StoreState>(new InvalidOperationException(StoreFailure));

    private SubmitResult Submit(ReadOnlyMemory<byte> raw)
    {
        TransactionDecodeError error = TransactionCodec.TryDecode(raw, CryptoSuites.Secp256k1.Hash, out Transaction? transaction);
        if (error != TransactionDecodeError.None || transaction is null)
        {
            return new SubmitResult(SubmitCode.Malformed, default, $"the bytes do not decode: {error}");
        }

        if (Refusal is SubmitCode refusal)
        {
            return new SubmitResult(refusal, transaction.Hash, "because the test says so");
        }

        bool isNew = Pool.TryAdd(transaction.Hash, new VerifiedTransaction(transaction, KnownKeys.Sender.Address));
        return new SubmitResult(isNew ? SubmitCode.Accepted : SubmitCode.AlreadyKnown, transaction.Hash, "");
    }

    private static Hash256 Digest(byte kind, long number) =>
        CryptoSuites.Secp256k1.Hash.Hash([kind, .. BitConverter.GetBytes(number)]);
}
