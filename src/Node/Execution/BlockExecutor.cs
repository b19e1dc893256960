using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Node.Epochs;
using Ledger.Node.Ports;

namespace Ledger.Node.Execution;

/// <summary>Executes ordered blocks one after another, serially: the deterministic fold over the order.</summary>
/// <remarks>Owned by one caller; not thread-safe. A run that misses state in memory is repeated after loading it, so the outcome
/// never depends on what was in memory.</remarks>
public sealed class BlockExecutor
{
    /// <summary>How many decoded values of the world state are kept at least. Default 200,000.</summary>
    public const int HotValuesMax = 200_000;

    /// <summary>How many following transactions are tried out, at a miss, to load what they need in the same round trip.</summary>
    private const int LookAheadMax = 512;

    private readonly GroupContext _group;
    private readonly ITransactionExecutor _transactions;
    private readonly ExecutionState _state;
    private readonly RecentHashes _hashes = new();
    private GovernanceSchedule _schedule;
    private BlockHeader _parent;
    private Hash256 _parentHash;

    /// <summary>Begins on top of the store's last block.</summary>
    /// <param name="group">The group.</param>
    /// <param name="transactions">The EVM.</param>
    /// <param name="store">Where cold state is read.</param>
    /// <param name="start">The last block with what execution must remember of those before it.</param>
    public BlockExecutor(
        GroupContext group, ITransactionExecutor transactions, IStateStore store, ExecutionStart start)
    {
        _group = group;
        _transactions = transactions;
        _state = new ExecutionState(store, HotValuesMax);
        _state.Reset(start.Head.Number);
        _schedule = start.Schedule;
        _parent = start.Head.Header;
        _parentHash = start.Head.Hash;
        FiscoNonces = start.FiscoNonces;
        long first = start.Head.Number - start.RecentHashes.Count + 1;
        for (int i = 0; i < start.RecentHashes.Count; i++)
        {
            _hashes.Add(first + i, start.RecentHashes[i]);
        }
    }

    /// <summary>The last executed block.</summary>
    public long Number => _parent.Number;

    /// <summary>The hash of the last executed block.</summary>
    public Hash256 Hash => _parentHash;

    /// <summary>The FISCO nonces of the last blocks.</summary>
    public FiscoNonceWindow FiscoNonces { get; }

    /// <summary>Notes that the store holds every block up to a height.</summary>
    public void OnCommitted(long number) => _state.OnCommitted(number);

    /// <summary>Executes the next block and stands on it.</summary>
    /// <exception cref="ArgumentException">The block is not the one after <see cref="Number"/>.</exception>
    public async Task<ExecutedBlock> ExecuteAsync(OrderedBlock ordered, CancellationToken cancellation)
    {
        if (ordered.Number != Number + 1)
        {
            throw new ArgumentException(
                $"Block {ordered.Number} cannot be executed on top of block {Number}.", nameof(ordered));
        }

        long timestamp = Math.Max(ordered.Timestamp, _parent.Timestamp + 1);
        GroupParameters parameters = _group.Epochs.At(ordered.Number).Parameters;
        BlockEnvironment environment = BlockEnvironments.Of(
            _group.Genesis,
            new GasLimits(parameters.BlockGasLimit, parameters.TransactionGasLimit),
            ordered.Number,
            timestamp,
            _hashes.Get);
        var run = new BlockRun(ordered, environment, new BlockStateView(_state));
        await PrefetchAccountsAsync(run, cancellation);
        for (int i = 0; i < ordered.Transactions.Count; i++)
        {
            await ExecuteOneAsync(run, i, cancellation);
        }

        ExecutedBlock executed = Finish(run, timestamp);
        return executed with { Begins = DecideEpoch(executed) };
    }

    private async Task PrefetchAccountsAsync(BlockRun run, CancellationToken cancellation)
    {
        foreach (VerifiedTransaction transaction in run.Ordered.Transactions)
        {
            run.View.TryGetAccount(transaction.Sender, out _);
            foreach (Address? authority in transaction.Authorities ?? [])
            {
                if (authority is Address known)
                {
                    run.View.TryGetAccount(known, out _);
                }
            }

            if (transaction.Transaction.To is Address to && run.View.TryGetAccount(to, out Account account))
            {
                run.View.GetCode(account.CodeHash);
            }
        }

        if (run.View.Missing.Any)
        {
            await _state.LoadAsync(run.View.Missing.Take(), cancellation);
        }
    }

    private async Task ExecuteOneAsync(BlockRun run, int index, CancellationToken cancellation)
    {
        VerifiedTransaction transaction = run.Ordered.Transactions[index];
        if (WhyLeftOut(run, transaction) is LeftTransaction left)
        {
            run.Left.Add(left);
            return;
        }

        TransactionOutcome outcome = _transactions.Execute(run.View, run.Environment, transaction);
        while (run.View.Missing.Any)
        {
            LookAhead(run, index + 1);
            await _state.LoadAsync(run.View.Missing.Take(), cancellation);
            outcome = _transactions.Execute(run.View, run.Environment, transaction);
        }

        if (outcome.Refusal != TransactionRefusal.None || outcome.Receipt is null)
        {
            bool mayComeAgain = outcome.Refusal == TransactionRefusal.NonceTooHigh;
            run.Left.Add(new LeftTransaction(transaction, outcome.Refusal.ToString(), mayComeAgain));
            return;
        }

        run.Take(transaction, outcome.Receipt, outcome.Diff);
    }

    private LeftTransaction? WhyLeftOut(BlockRun run, VerifiedTransaction transaction)
    {
        TransactionRuleViolation? violation =
            TransactionRules.Check(
                transaction.Transaction, _group.Genesis, run.Environment.TransactionGasLimit, run.Ordered.Number);
        if (violation is not null)
        {
            return new LeftTransaction(transaction, violation.Detail, MayComeAgain: false);
        }

        if (GasLimitOf(run, transaction.Transaction) > run.Environment.GasLimit - run.GasUsed)
        {
            return new LeftTransaction(transaction, "The block has less gas left than it may use.", MayComeAgain: true);
        }

        bool used = transaction.Transaction.IsFisco
            && (FiscoNonces.Contains(transaction.Transaction.Nonce)
                || run.FiscoNonces.Contains(transaction.Transaction.Nonce));
        return used ? new LeftTransaction(transaction, "The nonce was used already.", MayComeAgain: false) : null;
    }

    // Checked before: it is not above the group's limit of a transaction, which is not above a block's.
    private static long GasLimitOf(BlockRun run, Transaction transaction) =>
        transaction.IsFisco ? run.Environment.TransactionGasLimit : (long)transaction.GasLimit.Low64;

    private void LookAhead(BlockRun run, int from)
    {
        int end = Math.Min(run.Ordered.Transactions.Count, from + LookAheadMax);
        for (int i = from; i < end; i++)
        {
            _ = _transactions.Execute(run.View, run.Environment, run.Ordered.Transactions[i]);
        }
    }

    private ExecutedBlock Finish(BlockRun run, long timestamp)
    {
        IHashFunction hash = _group.Suite.Hash;
        StateDiff diff = run.View.Changes.ToDiff();
        IReadOnlyList<StateWrite> writes = WriteSet.FromDiff(diff);
        Hash256 writeSetRoot = WriteSet.Root(writes, hash);
        Hash256 stateRoot = WriteSet.NextStateRoot(_parent.StateRoot, writeSetRoot, hash);
        Hash256[] receipts = ReceiptCodec.HashEach(run.Receipts, stateRoot, hash, out LogsBloom bloom);
        var header = new BlockHeader
        {
            ParentHash = _parentHash,
            StateRoot = stateRoot,
            TransactionsRoot = HashTree.Root([.. run.Transactions.Select(item => item.Hash)], hash),
            ReceiptsRoot = HashTree.Root(receipts, hash),
            DbHash = writeSetRoot,
            LogsBloom = bloom,
            Number = run.Ordered.Number,
            GasLimit = run.Environment.GasLimit,
            GasUsed = run.GasUsed,
            Timestamp = timestamp,
            ExtraData = _group.Identity.ExtraData(run.Ordered.Draw),
            Sealer = run.Ordered.Sealer,
            SealerList = _group.Epochs.At(run.Ordered.Number).Sealers.Members,
        };
        Hash256 blockHash = HeaderCodec.Hash(header, hash);
        Stand(header, blockHash, diff, run.FiscoNonces);
        return new ExecutedBlock(new Block(blockHash, header, run.Transactions, run.Receipts), writes, diff, run.Left);
    }

    /// <summary>Every block settles which epoch the height lies in that is an activation delay above it.</summary>
    private Epoch? DecideEpoch(ExecutedBlock executed)
    {
        if (executed.Diff.Accounts.TryGetValue(GovernanceRecord.SystemConfigAddress, out Account? config)
            && executed.Diff.Code.TryGetValue(config.GetValueOrDefault().CodeHash, out ReadOnlyMemory<byte> code)
            && GovernanceRecord.TryRead(code.Span, out GovernanceSchedule? schedule))
        {
            _schedule = schedule!;
        }

        long number = executed.Block.Number + _group.Genesis.ActivationDelay;
        Epoch? begins = EpochRules.FirstOf(_schedule, number) == number
            ? EpochRules.Of(_schedule, number, EpochSeed.Of(executed.Block.Header, _group.Suite), _group.Suite.Hash)
            : null;
        _group.Epochs.Add(number, begins);
        return begins;
    }

    private void Stand(BlockHeader header, in Hash256 hash, StateDiff diff, HashSet<UInt256> fiscoNonces)
    {
        _parent = header;
        _parentHash = hash;
        _hashes.Add(header.Number, hash);
        _state.Apply(header.Number, diff);
        FiscoNonces.Add(header.Number, fiscoNonces);
    }

    private sealed class BlockRun(OrderedBlock ordered, BlockEnvironment environment, BlockStateView view)
    {
        public OrderedBlock Ordered { get; } = ordered;

        public BlockEnvironment Environment { get; } = environment;

        public BlockStateView View { get; } = view;

        public List<VerifiedTransaction> Transactions { get; } = new(ordered.Transactions.Count);

        public List<Receipt> Receipts { get; } = new(ordered.Transactions.Count);

        public List<LeftTransaction> Left { get; } = [];

        public HashSet<UInt256> FiscoNonces { get; } = [];

        public long GasUsed { get; private set; }

        public void Take(VerifiedTransaction transaction, Receipt receipt, StateDiff diff)
        {
            View.Changes.Apply(diff);
            Transactions.Add(transaction);
            Receipts.Add(receipt);
            GasUsed = checked(GasUsed + receipt.GasUsed);
            if (transaction.Transaction.IsFisco)
            {
                FiscoNonces.Add(transaction.Transaction.Nonce);
            }
        }
    }
}
