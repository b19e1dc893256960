using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Ordering;

/// <summary>A store that keeps the headers, the last blocks and the state of block 0 in memory: no later block changes it. Thread-safe.</summary>
/// <param name="onFinal">Is told of every final block, in order.</param>
internal sealed class NoOpStore(Action<FinalBlock> onFinal) : ILedgerStore, IStateStore
{
    /// <summary>For a peer that is a little behind; nodes of one process are never far behind.</summary>
    private const int BlocksKept = 32;

    private readonly Lock _gate = new();
    private readonly List<BlockHeader> _headers = [];
    private readonly List<Hash256> _hashes = [];
    private readonly Queue<FinalBlock> _blocks = [];
    private readonly Dictionary<StateKey, ReadOnlyMemory<byte>> _state = [];

    /// <inheritdoc/>
    public Task<ChainHead> OpenAsync(Genesis genesis, FinalBlock genesisBlock, CancellationToken cancellation)
    {
        Add(genesisBlock);
        foreach (StateWrite write in genesisBlock.Writes)
        {
            _state.Add(write.Key, write.Value);
        }

        return Task.FromResult(new ChainHead(
            genesisBlock.Block.Hash, genesisBlock.Block.Header, genesisBlock.Certificate));
    }

    /// <inheritdoc/>
    public Task CommitAsync(IReadOnlyList<FinalBlock> blocks, CancellationToken cancellation)
    {
        foreach (FinalBlock block in blocks)
        {
            Add(block);
            onFinal(block);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<(long Number, UInt256 Nonce)>> ReadFiscoNoncesAsync(
        long fromBlock, long toBlock, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<(long Number, UInt256 Nonce)>>([.. _blocks
                .Where(block => block.Block.Number >= fromBlock && block.Block.Number <= toBlock)
                .SelectMany(block => block.Block.Transactions
                    .Where(item => item.Transaction.IsFisco)
                    .Select(item => (block.Block.Number, item.Transaction.Nonce)))]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CertifiedBlock>> ReadBlocksAsync(
        long from, int countMax, long sizeBytesMax, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<CertifiedBlock>>([.. _blocks
                .SkipWhile(block => block.Block.Number != from)
                .Take(countMax)
                .Select(block => new CertifiedBlock(
                    block.Block.Header, block.Certificate, [.. block.Block.Transactions.Select(item => item.Transaction.Raw)]))]);
        }
    }

    /// <inheritdoc/>
    public Task<BlockHeader?> FindHeaderAsync(long number, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(number < _headers.Count ? _headers[(int)number] : null);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Hash256>> ReadBlockHashesAsync(long number, int count, CancellationToken cancellation)
    {
        lock (_gate)
        {
            int first = (int)Math.Max(0, number - count + 1);
            return Task.FromResult<IReadOnlyList<Hash256>>(_hashes.GetRange(first, (int)number - first + 1));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<bool>> ContainsTransactionsAsync(
        IReadOnlyList<Hash256> hashes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<bool>>(new bool[hashes.Count]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
        IReadOnlyList<StateKey> keys, long asOf, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([.. keys.Select(key => _state.GetValueOrDefault(key))]);

    private void Add(FinalBlock block)
    {
        lock (_gate)
        {
            if (block.Block.Number != _headers.Count)
            {
                throw new StoreConflictException($"Block {block.Block.Number} does not follow block {_headers.Count - 1}.");
            }

            _headers.Add(block.Block.Header);
            _hashes.Add(block.Block.Hash);
            _blocks.Enqueue(block);
            if (_blocks.Count > BlocksKept)
            {
                _blocks.Dequeue();
            }
        }
    }
}
