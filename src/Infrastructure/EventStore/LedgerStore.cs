using System.Diagnostics;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.Audit;
using Ledger.Infrastructure.Telemetry;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>The ledger stream of one group in PostgreSQL.</summary>
/// <remarks>
/// <para>One database transaction holds a batch of blocks: events, state versions, read models, progress. A reader with any
/// snapshot sees all of a block or none.</para>
/// <para>A failed commit may or may not have reached the disk. So after any failure the session is closed and forgotten; the
/// next call opens another, waits for the fence (which ends only with the old session and its transaction), reads the head and
/// decides: blocks that are there already are skipped.</para>
/// </remarks>
internal sealed partial class LedgerStore(
    GroupDatabase database, CryptoSuite suite, TimeProvider time, StoreMetrics metrics, ILogger<LedgerStore> logger)
    : ILedgerStore, IProofSource, IAsyncDisposable
{
    private const string PositionKey = "pkey_mt_events_seq_id";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private LedgerWriter? _writer;
    private ChainTail? _tail;
    private bool _isOpen;

    /// <summary>Whether the store began with a snapshot; shared with the readers of the state.</summary>
    public StoreBeginning Beginning { get; } = new();

    public SnapshotBase? Base => Beginning.Base;

    public async Task<ChainHead> OpenAsync(Genesis genesis, FinalBlock genesisBlock, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await DropWriterAsync();
            await MigrateAsync(database, logger, cancellation);
            _writer = await LedgerWriter.OpenAsync(database, cancellation);
            if (await FindGenesisAsync(_writer.Connection, cancellation) is not Hash256 held)
            {
                byte[] transferTopic = suite.Hash.Hash("Transfer(address,address,uint256)"u8).ToArray();
                await _writer.BeginChainAsync(genesis, genesisBlock, transferTopic, time.GetUtcNow(), cancellation);
            }
            else if (held != genesisBlock.Block.Hash)
            {
                throw new LedgerStoreException(
                    StoreFault.OtherGenesis,
                    $"Schema {database.Schema} holds the chain that began with genesis block {held}, but this node's genesis gives "
                    + $"{genesisBlock.Block.Hash}. Use the genesis file of that chain, or another database.");
            }

            _tail = await new TailCheck(_writer.Connection, suite.Hash).RunAsync(cancellation);
            await Beginning.LoadAsync(_writer.Connection, cancellation);
            _isOpen = true;
            LogMessages.StoreOpened(
                logger, database.GroupId, _tail.Head.Number, _tail.Head.Hash.ToString(), _tail.Position);
            return _tail.Head;
        }
        catch
        {
            await DropWriterAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task CommitAsync(IReadOnlyList<FinalBlock> blocks, CancellationToken cancellation)
    {
        if (blocks.Count == 0)
        {
            return;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            try
            {
                await CommitMissingAsync(blocks, cancellation);
            }
            catch (PostgresException e) when (e.ConstraintName == PositionKey)
            {
                // A client of its own stream drew our next position from the sequence; the tail is read again, above it.
                await CommitMissingAsync(blocks, cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropWriterAsync();
        _turn.Dispose();
    }

    private static void CheckOrder(IReadOnlyList<FinalBlock> blocks, ChainHead head)
    {
        (long number, Hash256 hash) = (head.Number, head.Hash);
        foreach (FinalBlock block in blocks)
        {
            if (block.Block.Number != number + 1 || block.Block.Header.ParentHash != hash)
            {
                throw new LedgerStoreException(
                    StoreFault.ConflictingBlock,
                    $"Block {block.Block.Number} with parent {block.Block.Header.ParentHash} does not follow block {number}, {hash}.");
            }

            (number, hash) = (block.Block.Number, block.Block.Hash);
        }
    }

    /// <summary>Creates what is missing of the schema.</summary>
    public static async Task MigrateAsync(GroupDatabase database, ILogger logger, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Writers.OpenConnectionAsync(cancellation);
        await SchemaMigrator.ApplyAsync(connection, database.Schema, "EventStore.", logger, cancellation);
        await AuditSchema.ApplyAsync(connection, logger, cancellation);
    }

    private static async Task<Hash256?> FindGenesisAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "select genesis_hash from store_identity";
        return await command.ExecuteScalarAsync(cancellation) is byte[] hash ? new Hash256(hash) : null;
    }

    private async Task<(LedgerWriter Writer, ChainTail Tail)> ReadyAsync(CancellationToken cancellation)
    {
        if (!_isOpen)
        {
            throw new LedgerStoreException(StoreFault.NotOpen, "The store takes blocks only after OpenAsync.");
        }

        if (_writer is not null && _tail is not null)
        {
            return (_writer, _tail);
        }

        try
        {
            _writer = await LedgerWriter.OpenAsync(database, cancellation);
            _tail = await new TailCheck(_writer.Connection, suite.Hash).RunAsync(cancellation);
            return (_writer, _tail);
        }
        catch
        {
            await DropWriterAsync();
            throw;
        }
    }

    private async Task CommitMissingAsync(IReadOnlyList<FinalBlock> blocks, CancellationToken cancellation)
    {
        (LedgerWriter writer, ChainTail tail) = await ReadyAsync(cancellation);
        IReadOnlyList<FinalBlock> fresh = await WithoutHeldAsync(blocks, tail, cancellation);
        CheckOrder(fresh, tail.Head);
        if (fresh.Count > 0)
        {
            await AppendAsync(writer, tail, fresh, cancellation);
        }
    }

    private async Task<IReadOnlyList<FinalBlock>> WithoutHeldAsync(
        IReadOnlyList<FinalBlock> blocks, ChainTail tail, CancellationToken cancellation)
    {
        List<FinalBlock> held = [.. blocks.TakeWhile(block => block.Block.Number <= tail.Head.Number)];
        if (held.Count == 0)
        {
            return blocks;
        }

        IReadOnlyList<Hash256> hashes =
            await ReadBlockHashesAsync(held[^1].Block.Number, checked((int)(held[^1].Block.Number - held[0].Block.Number + 1)), cancellation);
        foreach (FinalBlock block in held)
        {
            Hash256 known = hashes[checked((int)(block.Block.Number - held[0].Block.Number))];
            if (known != block.Block.Hash)
            {
                throw new LedgerStoreException(
                    StoreFault.ConflictingBlock,
                    $"The store holds block {block.Block.Number} as {known}; it refuses {block.Block.Hash} at the same number.");
            }
        }

        return [.. blocks.Skip(held.Count)];
    }

    private async Task AppendAsync(
        LedgerWriter writer, ChainTail tail, IReadOnlyList<FinalBlock> blocks, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            _tail = await writer.AppendAsync(tail, blocks, time.GetUtcNow(), cancellation);
        }
        catch (Exception e)
        {
            LogMessages.CommitUncertain(logger, database.GroupId, blocks[0].Block.Number, blocks[^1].Block.Number, e);
            metrics.CommitFailed(database.GroupId);
            await DropWriterAsync();
            throw;
        }

        metrics.Committed(database.GroupId, blocks.Count, writer.RowsWritten, Stopwatch.GetElapsedTime(start));
    }

    private async Task DropWriterAsync()
    {
        _tail = null;
        if (_writer is LedgerWriter writer)
        {
            _writer = null;
            await writer.DisposeAsync();
        }
    }
}
