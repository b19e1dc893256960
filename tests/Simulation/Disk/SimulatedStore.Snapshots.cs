using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Simulation.Disk;

/// <summary>Snapshots of one life of a node: made, given, and begun with.</summary>
public sealed partial class SimulatedStore
{
    /// <inheritdoc/>
    public SnapshotBase? Base => disk.Snapshot.Adopted?.ToBase();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SnapshotRow>> ReadStateAsync(
        ReadOnlyMemory<byte> after, long asOf, int rowsMax, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return [.. disk.StateAt(asOf)
            .Select(item => new SnapshotRow(item.Key.ToArray(), item.Value))
            .Where(row => after.IsEmpty || row.Key.Span.SequenceCompareTo(after.Span) > 0)
            .Take(rowsMax)];
    }

    /// <inheritdoc/>
    public async Task<AdoptedTotals> ReadTotalsAsync(long number, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        FinalBlock[] blocks = [.. disk.Blocks.Where(block => block.Block.Number <= number)];
        return new AdoptedTotals(
            disk.Snapshot.Totals.Transactions + blocks.Sum(block => block.Block.Transactions.Count),
            disk.Snapshot.Totals.Failed + blocks.Sum(block => block.Block.Receipts.Count(receipt => !receipt.Succeeded)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EpochProof>> ReadProofsAsync(
        long above, long upTo, int countMax, long sizeBytesMax, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return [.. disk.Snapshot.Proofs.Where(proof => proof.Header.Number > above && proof.Header.Number <= upTo).Take(countMax)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(long from, int countMax, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return [.. KeptFrom(from).Take(countMax).Select(block => block.Block.Header)];
    }

    /// <inheritdoc/>
    public async Task<SnapshotLoading> FindAsync(CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return disk.Snapshot.Loading with { IsEmpty = disk.Blocks.Count == 0 };
    }

    /// <inheritdoc/>
    public Task BeginAsync(SnapshotLoading snapshot, CancellationToken cancellation) => WriteAsync(() => disk.Snapshot.Begin(
        disk.Blocks.Count == 0 ? snapshot : throw new StoreConflictException("The store holds a chain.")));

    /// <inheritdoc/>
    public Task AddAsync(int chunk, IReadOnlyList<SnapshotRow> rows, CancellationToken cancellation) =>
        WriteAsync(() => disk.Snapshot.Add(chunk, rows));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(
        IReadOnlyList<StateKey> keys, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return [.. keys.Select(disk.Snapshot.Read)];
    }

    /// <inheritdoc/>
    public Task AdoptAsync(
        Genesis genesis, FinalBlock genesisBlock, AdoptedSnapshot snapshot, CancellationToken cancellation) => WriteAsync(() =>
        {
            if (disk.Snapshot.Adopted is null)
            {
                disk.Adopt(genesisBlock, snapshot);
            }
        });

    private IEnumerable<FinalBlock> KeptFrom(long from) => disk.Snapshot.Keeps(from)
        ? disk.Blocks.Where(block => block.Block.Number >= from)
        : [];

    /// <summary>One database transaction: wholly there or not at all.</summary>
    private Task WriteAsync(Action write) => timing.WriteAsync(life, disk, part =>
    {
        if (part >= 1)
        {
            write();
        }
    });
}
