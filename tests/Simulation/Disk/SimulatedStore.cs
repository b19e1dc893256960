using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Ports;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Disk;

/// <summary>The store of one life of a node: one database transaction for each commit, wholly there or not at all.</summary>
/// <param name="life">The life that reads and writes.</param>
/// <param name="disk">What it writes to.</param>
/// <param name="timing">How long it takes.</param>
/// <param name="stored">Who is told of stored blocks.</param>
public sealed partial class SimulatedStore(NodeLife life, SimulatedDisk disk, DiskTiming timing, Action<FinalBlock> stored)
    : ILedgerStore, IStateStore, ISnapshotSource, IProofSource, ISnapshotStore
{
    /// <summary>Whether a block's state is written apart from it, some time later: a planted bug.</summary>
    public bool IsStateApart { get; init; }

    /// <inheritdoc/>
    public async Task<ChainHead> OpenAsync(Genesis genesis, FinalBlock genesisBlock, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        if (disk.Blocks.Count == 0)
        {
            disk.Snapshot.Clear();
            disk.Store(genesisBlock, withState: true);
        }

        FinalBlock last = disk.Blocks[^1];
        return disk.Blocks[0].Block.Hash == genesisBlock.Block.Hash
            ? disk.Snapshot.Adopted is AdoptedSnapshot adopted && disk.Head == adopted.Number
                ? new ChainHead(adopted.BlockHash, adopted.Block.Header, adopted.Block.Certificate)
                : new ChainHead(last.Block.Hash, last.Block.Header, last.Certificate)
            : throw new StoreConflictException($"The store is of genesis {disk.Blocks[0].Block.Hash}.");
    }

    /// <inheritdoc/>
    public async Task CommitAsync(IReadOnlyList<FinalBlock> blocks, CancellationToken cancellation)
    {
        FinalBlock[] given = [.. blocks];
        await timing.WriteAsync(life, disk, part => Commit(given, part));
        if (IsStateApart)
        {
            await timing.WriteAsync(life, disk, part => StoreStates(given, part));
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CertifiedBlock>> ReadBlocksAsync(
        long from, int countMax, long sizeBytesMax, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return [.. KeptFrom(from).Take(countMax).Select(block => new CertifiedBlock(
            block.Block.Header,
            block.Certificate,
            [.. block.Block.Transactions.Select(item => item.Transaction.Raw)]))];
    }

    /// <inheritdoc/>
    public async Task<BlockHeader?> FindHeaderAsync(long number, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return disk.At(number)?.Block.Header ?? disk.Snapshot.HeaderOf(number);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Hash256>> ReadBlockHashesAsync(long number, int count, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        var found = new List<Hash256>();
        for (long at = Math.Max(0, number - count + 1); at <= number; at++)
        {
            if ((disk.At(at)?.Block.Hash ?? disk.Snapshot.HashOf(at)) is Hash256 hash)
            {
                found.Add(hash);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(long Number, UInt256 Nonce)>> ReadFiscoNoncesAsync(
        long fromBlock, long toBlock, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return [.. disk.Snapshot.Nonces.Where(used => used.Number >= fromBlock && used.Number <= toBlock),
            .. disk.Blocks.Where(block => block.Block.Number >= fromBlock && block.Block.Number <= toBlock).SelectMany(block => block.Block.Transactions
            .Where(item => item.Transaction.IsFisco)
            .Select(item => (block.Block.Number, item.Transaction.Nonce)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> ContainsTransactionsAsync(
        IReadOnlyList<Hash256> hashes, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return [.. hashes.Select(hash => disk.Find(hash) is not null)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
        IReadOnlyList<StateKey> keys, long asOf, CancellationToken cancellation)
    {
        await timing.ReadAsync(life);
        return [.. keys.Select(key => disk.Read(key, asOf))];
    }

    private void Commit(FinalBlock[] blocks, double part)
    {
        if (part < 1)
        {
            return;
        }

        foreach (FinalBlock block in blocks)
        {
            long number = block.Block.Number;
            if (disk.At(number) is FinalBlock held)
            {
                Agree(held, block);
            }
            else if (number != disk.Head + 1)
            {
                throw new StoreConflictException($"Block {number} does not follow block {disk.Head}.");
            }
            else
            {
                disk.Store(block, withState: !IsStateApart);
                stored(block);
            }
        }
    }

    private void StoreStates(FinalBlock[] blocks, double part)
    {
        foreach (FinalBlock block in part < 1 ? [] : blocks)
        {
            disk.StoreState(block);
        }
    }

    private static void Agree(FinalBlock held, FinalBlock given)
    {
        if (held.Block.Hash != given.Block.Hash)
        {
            throw new StoreConflictException(
                $"Block {held.Block.Number} is stored as {held.Block.Hash}; it cannot be {given.Block.Hash}.");
        }
    }
}
