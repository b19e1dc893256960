using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>A store that begins with a snapshot, and what others need to begin with one.</summary>
public sealed partial class InMemoryLedgerStore
{
    private readonly SnapshotShelf _shelf = new();

    /// <inheritdoc/>
    public SnapshotBase? Base => _shelf.Adopted?.ToBase();

    /// <summary>The fact that the store began with a snapshot; <see langword="null"/> when it did not.</summary>
    public SnapshotAdopted? Adopted => _shelf.Adopted?.ToEvent(_shelf.Totals);

    /// <summary>Is told of every chunk that is stored.</summary>
    public Action<int> ChunkStored { get; set; } = static _ => { };

    private long Head => _blocks.Count > 1 || _shelf.Adopted is null ? _blocks.Count == 0 ? -1 : _blocks[^1].Block.Number : _shelf.Adopted.Number;

    /// <inheritdoc/>
    public Task<AdoptedTotals> ReadTotalsAsync(long number, CancellationToken cancellation)
    {
        lock (_gate)
        {
            FinalBlock[] blocks = [.. _blocks.Where(block => block.Block.Number <= number)];
            return Task.FromResult(new AdoptedTotals(
                _shelf.Totals.Transactions + blocks.Sum(block => block.Block.Transactions.Count),
                _shelf.Totals.Failed + blocks.Sum(block => block.Block.Receipts.Count(receipt => !receipt.Succeeded))));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EpochProof>> ReadProofsAsync(
        long above, long upTo, int countMax, long sizeBytesMax, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<EpochProof>>(
                [.. _shelf.Proofs.Where(proof => proof.Header.Number > above && proof.Header.Number <= upTo).Take(countMax)]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(long from, int countMax, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<BlockHeader>>(
                [.. KeptFrom(from).Take(countMax).Select(block => block.Block.Header)]);
        }
    }

    /// <inheritdoc/>
    public Task<SnapshotLoading> FindAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult(_shelf.Loading with { IsEmpty = _blocks.Count == 0 });
        }
    }

    /// <inheritdoc/>
    public Task BeginAsync(SnapshotLoading snapshot, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _shelf.Begin(_blocks.Count == 0 ? snapshot : throw new StoreConflictException("The store holds a chain."));
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task AddAsync(int chunk, IReadOnlyList<SnapshotRow> rows, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _shelf.Add(chunk, rows);
        }

        ChunkStored(chunk);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(
        IReadOnlyList<StateKey> keys, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([.. keys.Select(_shelf.Read)]);
        }
    }

    /// <inheritdoc/>
    public Task AdoptAsync(
        Genesis genesis, FinalBlock genesisBlock, AdoptedSnapshot snapshot, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_shelf.Adopted?.State.Digest != snapshot.State.Digest)
            {
                Add(genesisBlock with { Writes = [] });
                _shelf.Adopt(snapshot, (key, value) => _versions.Add(key, [(snapshot.Number, value)]));
            }

            return Task.CompletedTask;
        }
    }

    private FinalBlock? Find(long number) => _blocks.Find(block => block.Block.Number == number);

    private IEnumerable<FinalBlock> KeptFrom(long from) => _shelf.Keeps(from)
        ? _blocks.Where(block => block.Block.Number >= from)
        : [];

    private void CheckKept(long asOf)
    {
        if (asOf < _shelf.Adopted?.Number)
        {
            throw new StateNotKeptException(_shelf.Adopted.Number, asOf);
        }
    }
}
