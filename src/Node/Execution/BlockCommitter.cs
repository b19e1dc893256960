using System.Threading.Channels;
using Ledger.Consensus;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Execution;

/// <summary>Stores final blocks, several in one database transaction when they queue up, and publishes the new head afterwards: what
/// clients see is what the store holds.</summary>
public sealed class BlockCommitter
{
    /// <summary>How many final blocks may wait for the store before execution waits too.</summary>
    public const int BacklogMax = 64;

    /// <summary>The most blocks of one database transaction.</summary>
    public const int BatchBlocksMax = 16;

    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromMilliseconds(100);

    private readonly Channel<FinalBlock> _blocks = Channel.CreateBounded<FinalBlock>(
        new BoundedChannelOptions(BacklogMax) { SingleReader = true, SingleWriter = true });

    private readonly ILedgerStore _store;
    private readonly CommitListeners _listeners;
    private readonly ChainState _state;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _committedNumber;
    private bool _isStoreAway;

    /// <summary>Begins at the state's head.</summary>
    /// <param name="store">The store.</param>
    /// <param name="listeners">Who learns of committed blocks.</param>
    /// <param name="state">Where the head is published.</param>
    /// <param name="time">The clock for retries.</param>
    /// <param name="logger">The log.</param>
    public BlockCommitter(
        ILedgerStore store, CommitListeners listeners, ChainState state, TimeProvider time, ILogger logger)
    {
        _store = store;
        _listeners = listeners;
        _state = state;
        _time = time;
        _logger = logger;
        _committedNumber = state.Head.Number;
    }

    /// <summary>The last block that the store holds.</summary>
    public long CommittedNumber => Volatile.Read(ref _committedNumber);

    /// <summary>Adds the next final block; waits while the store is behind.</summary>
    public ValueTask AddAsync(FinalBlock block, CancellationToken cancellation) =>
        _blocks.Writer.WriteAsync(block, cancellation);

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var batch = new List<FinalBlock>(BatchBlocksMax);
        while (await _blocks.Reader.WaitToReadAsync(cancellation))
        {
            batch.Clear();
            while (batch.Count < BatchBlocksMax && _blocks.Reader.TryRead(out FinalBlock? block))
            {
                batch.Add(block);
            }

            _state.SetCommitBacklog(_blocks.Reader.Count + batch.Count);
            await CommitAsync(batch, cancellation);
            _state.SetCommitBacklog(_blocks.Reader.Count);
        }
    }

    private async Task CommitAsync(List<FinalBlock> batch, CancellationToken cancellation)
    {
        TimeSpan delay = RetryDelayMin;
        while (true)
        {
            try
            {
                await _store.CommitAsync(batch, cancellation);
                SetStoreAway(false);
                break;
            }
            catch (StoreConflictException conflict)
            {
                _state.Halt(conflict.Message);
                throw;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The database is away or slow. Blocks are final whatever it does, and committing again is idempotent.
                SetStoreAway(true);
                _logger.CommitFailed(batch[0].Block.Number, delay, error);
                await Task.Delay(delay, _time, cancellation);
                delay = delay * 2 < RetryDelayMax ? delay * 2 : RetryDelayMax;
            }
        }

        await PublishAsync(batch, cancellation);
    }

    private void SetStoreAway(bool isAway)
    {
        if (isAway == _isStoreAway)
        {
            return;
        }

        _isStoreAway = isAway;
        if (isAway)
        {
            _state.StoreIsAway();
        }
        else
        {
            _state.StoreIsBack();
        }
    }

    private async Task PublishAsync(List<FinalBlock> batch, CancellationToken cancellation)
    {
        FinalBlock last = batch[^1];
        foreach (FinalBlock block in batch)
        {
            _listeners.Cache.Apply(block.Block.Number, block.Writes);
            _logger.BlockCommitted(block.Block.Number, block.Block.Hash, block.Block.Transactions.Count);
        }

        Volatile.Write(ref _committedNumber, last.Block.Number);
        _state.SetHead(new ChainHead(last.Block.Hash, last.Block.Header, last.Certificate));
        // After the head: who finds that the pool forgot an executed nonce finds it at the head.
        _listeners.Pool.OnCommitted(last.Block.Number);
        // Of a batch consensus hears the last block, and each that ends an epoch: the next one stands on it.
        foreach (FinalBlock block in batch.Where(block => block == last || _listeners.Epochs.IsFirst(block.Block.Number + 1)))
        {
            await _listeners.Inbox.WriteAsync(
                new ConsensusInput.Committed(
                    block.Block.Number, block.Block.Hash, block.Certificate, block.Block.Header),
                cancellation);
        }
    }
}
