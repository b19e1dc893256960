using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>A ledger store and state store in memory; thread-safe, and able to fail on command.</summary>
public sealed partial class InMemoryLedgerStore : ILedgerStore, IStateStore, ISnapshotSource, IProofSource, ISnapshotStore
{
    private readonly Lock _gate = new();
    private readonly List<FinalBlock> _blocks = [];
    private readonly SortedDictionary<StateKey, List<(long Number, ReadOnlyMemory<byte> Value)>> _versions = [];
    private readonly HashSet<Hash256> _transactions = [];
    private int _failuresLeft;

    /// <summary>The blocks held, block 0 first; of a store that began with a snapshot, those above it follow.</summary>
    public IReadOnlyList<FinalBlock> Blocks
    {
        get
        {
            lock (_gate)
            {
                return [.. _blocks];
            }
        }
    }

    /// <summary>How many round trips for state there were.</summary>
    public int StateLoads { get; private set; }

    /// <summary>Makes the next commits fail as a lost database would.</summary>
    public void FailNextCommits(int count) => Volatile.Write(ref _failuresLeft, count);

    /// <summary>Replaces the newest version of a value, as someone with access to the database could.</summary>
    public void Alter(StateKey key, byte[] value)
    {
        lock (_gate)
        {
            List<(long Number, ReadOnlyMemory<byte> Value)> versions = _versions[key];
            versions[^1] = (versions[^1].Number, value);
        }
    }

    /// <inheritdoc/>
    public Task<ChainHead> OpenAsync(Genesis genesis, FinalBlock genesisBlock, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_blocks.Count == 0)
            {
                _shelf.Clear();
                Add(genesisBlock);
            }

            if (_blocks[0].Block.Hash != genesisBlock.Block.Hash)
            {
                throw new StoreConflictException($"The store is of genesis {_blocks[0].Block.Hash}.");
            }

            FinalBlock last = _blocks[^1];
            return Task.FromResult(_shelf.Adopted is AdoptedSnapshot adopted && _blocks.Count == 1
                ? new ChainHead(adopted.BlockHash, adopted.Block.Header, adopted.Block.Certificate)
                : new ChainHead(last.Block.Hash, last.Block.Header, last.Certificate));
        }
    }

    /// <inheritdoc/>
    public Task CommitAsync(IReadOnlyList<FinalBlock> blocks, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_failuresLeft > 0)
            {
                _failuresLeft--;
                throw new IOException("The database went away.");
            }

            foreach (FinalBlock block in blocks.Where(block => block.Block.Number > Head))
            {
                Add(block);
            }

            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CertifiedBlock>> ReadBlocksAsync(
        long from, int countMax, long sizeBytesMax, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<CertifiedBlock>>([.. KeptFrom(from).Take(countMax).Select(block =>
                new CertifiedBlock(
                    block.Block.Header,
                    block.Certificate,
                    [.. block.Block.Transactions.Select(item => item.Transaction.Raw)]))]);
        }
    }

    /// <inheritdoc/>
    public Task<BlockHeader?> FindHeaderAsync(long number, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(Find(number)?.Block.Header ?? _shelf.HeaderOf(number));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Hash256>> ReadBlockHashesAsync(long number, int count, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var found = new List<Hash256>();
            for (long at = Math.Max(0, number - count + 1); at <= number; at++)
            {
                if ((Find(at)?.Block.Hash ?? _shelf.HashOf(at)) is Hash256 hash)
                {
                    found.Add(hash);
                }
            }

            return Task.FromResult<IReadOnlyList<Hash256>>(found);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<(long Number, UInt256 Nonce)>> ReadFiscoNoncesAsync(
        long fromBlock, long toBlock, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<(long Number, UInt256 Nonce)>>(
                [.. _shelf.Nonces.Where(used => used.Number >= fromBlock && used.Number <= toBlock),
                .. _blocks.Where(block => block.Block.Number >= fromBlock && block.Block.Number <= toBlock)
                    .SelectMany(block => block.Block.Transactions
                        .Where(item => item.Transaction.IsFisco)
                        .Select(item => (block.Block.Number, item.Transaction.Nonce)))]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<bool>> ContainsTransactionsAsync(
        IReadOnlyList<Hash256> hashes, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<bool>>([.. hashes.Select(_transactions.Contains)]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
        IReadOnlyList<StateKey> keys, long asOf, CancellationToken cancellation)
    {
        lock (_gate)
        {
            StateLoads++;
            CheckKept(asOf);
            return Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([.. keys.Select(key =>
                _versions.TryGetValue(key, out List<(long Number, ReadOnlyMemory<byte> Value)>? versions)
                    ? versions.LastOrDefault(version => version.Number <= asOf).Value
                    : default)]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SnapshotRow>> ReadStateAsync(
        ReadOnlyMemory<byte> after, long asOf, int rowsMax, CancellationToken cancellation)
    {
        lock (_gate)
        {
            CheckKept(asOf);
            bool isAfter = StateKey.TryRead(after.Span, out StateKey last);
            return Task.FromResult<IReadOnlyList<SnapshotRow>>([.. _versions
                .Where(entry => !isAfter || entry.Key > last)
                .Select(entry => (entry.Key, entry.Value.LastOrDefault(version => version.Number <= asOf).Value))
                .Where(row => !row.Value.IsEmpty)
                .Take(rowsMax)
                .Select(row => new SnapshotRow(row.Key.ToArray(), row.Value))]);
        }
    }

    private void Add(FinalBlock block)
    {
        if (block.Block.Number != Head + 1)
        {
            throw new StoreConflictException($"Block {block.Block.Number} does not follow block {Head}.");
        }

        _blocks.Add(block);
        _shelf.Note(block);
        foreach (StateWrite write in block.Writes)
        {
            if (!_versions.TryGetValue(write.Key, out List<(long Number, ReadOnlyMemory<byte> Value)>? versions))
            {
                versions = [];
                _versions.Add(write.Key, versions);
            }

            versions.Add((block.Block.Number, write.Value));
        }

        foreach (VerifiedTransaction transaction in block.Block.Transactions)
        {
            _transactions.Add(transaction.Hash);
        }
    }
}
