using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Infrastructure.Copying;
using Ledger.Infrastructure.ReadModels;
using Ledger.Infrastructure.State;
using Ledger.Node.Ports;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>The one session that appends to the ledger stream. Rows are made in memory first, so that a transaction is open
/// only while they travel.</summary>
internal sealed class LedgerWriter : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly CommitStatements _statements;
    private readonly CopyBuffer _events = new();
    private readonly CopyBuffer _states = new();
    private readonly ReadModelRows _rows = new();
    private readonly ProofRows _proofs = new();

    private LedgerWriter(NpgsqlConnection connection, CommitStatements statements)
    {
        _connection = connection;
        _statements = statements;
    }

    /// <summary>Takes the fence and prepares.</summary>
    public static async Task<LedgerWriter> OpenAsync(GroupDatabase database, CancellationToken cancellation)
    {
        NpgsqlConnection connection = await WriterConnection.OpenAsync(database, WriterFence.Ledger, cancellation);
        try
        {
            await TrySkipReferenceChecksAsync(connection, cancellation);
            return new LedgerWriter(connection, await CommitStatements.PrepareAsync(connection, cancellation));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Rows of the last append.</summary>
    public int RowsWritten => _events.Rows + _states.Rows + _rows.Blocks.Rows + _rows.Transactions.Rows + _rows.Logs.Rows;

    /// <summary>The session, for reads that must see what the next append builds on.</summary>
    public NpgsqlConnection Connection => _connection;

    /// <summary>Writes block 0 with its state, and the rows that every later commit only moves.</summary>
    public async Task BeginChainAsync(
        Genesis genesis, FinalBlock block, byte[] transferTopic, DateTimeOffset now, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await _connection.BeginTransactionAsync(cancellation);
        await BeginStoreAsync(block, transferTopic, cancellation);
        Begin();
        using EventRows events = new(_events, now, position: 0, version: 0);
        events.AddGroupCreated(genesis, block.Block);
        AddRows(block, HeaderCodec.Encode(block.Block.Header), default, events.Position);
        await SendAsync(transaction, oldVersion: 0, events, cancellation);
    }

    /// <summary>Makes the loaded snapshot the store's beginning: block 0 without its state, the fact, and everything that was loaded.</summary>
    public async Task BeginFromSnapshotAsync(
        (Genesis Genesis, FinalBlock Block) begin,
        AdoptedSnapshot snapshot,
        byte[] transferTopic,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await _connection.BeginTransactionAsync(cancellation);
        SnapshotAdopted fact = snapshot.ToEvent(await LoadedSnapshot.TotalsAsync(_connection, cancellation));
        await LoadedSnapshot.TakeAsync(_connection, snapshot.Number, cancellation);
        await BeginStoreAsync(begin.Block, transferTopic, cancellation);
        Begin();
        using EventRows events = new(_events, now, position: 0, version: 0);
        events.AddGroupCreated(begin.Genesis, begin.Block.Block);
        AddRows(begin.Block with { Writes = [] }, HeaderCodec.Encode(begin.Block.Block.Header), default, events.Position);
        events.AddSnapshotAdopted(fact);
        var block = new Block(snapshot.BlockHash, snapshot.Block.Header, [], []);
        _rows.AddAdopted(new RecordedBlock(block, snapshot.Block.Certificate, events.Position, events.Version)
        {
            Adopted = fact,
            AdoptedHashes = snapshot.TransactionHashes,
        });
        foreach (EpochProof proof in snapshot.Proofs)
        {
            _proofs.Add(proof);
        }

        await StoreBeginning.WriteAsync(_connection, snapshot.ToBase(), events.Position, cancellation);
        await SendAsync(transaction, oldVersion: 0, events, cancellation);
    }

    /// <summary>Appends blocks that follow the tail, all or none.</summary>
    /// <returns>The new tail.</returns>
    public async Task<ChainTail> AppendAsync(
        ChainTail tail, IReadOnlyList<FinalBlock> blocks, DateTimeOffset now, CancellationToken cancellation)
    {
        Begin();
        using EventRows events = new(_events, now, tail.Position, tail.Version);
        ChainTotalsBefore totals = new(tail.Transactions, tail.FailedTransactions);
        foreach (FinalBlock block in blocks)
        {
            byte[] header = HeaderCodec.Encode(block.Block.Header);
            events.AddBlock(block.Block, block.Certificate, header);
            totals = AddRows(block, header, totals, events.Position);
        }

        await using NpgsqlTransaction transaction = await _connection.BeginTransactionAsync(cancellation);
        await SendAsync(transaction, tail.Version, events, cancellation);
        FinalBlock last = blocks[^1];
        return new ChainTail(
            new ChainHead(last.Block.Hash, last.Block.Header, last.Certificate),
            events.Position,
            events.Version,
            totals.Transactions,
            totals.FailedTransactions);
    }

    public async ValueTask DisposeAsync()
    {
        await _statements.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Marten's foreign key from events to streams asks the server to look up the stream once an
    /// event. The one stream that this session writes is updated in the same transaction, and the commit fails
    /// when it is not there, so the session goes without where it may: as superuser, or with SET on this parameter.</summary>
    private static async Task TrySkipReferenceChecksAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await SchemaMigrator.ExecuteAsync(connection, "set session_replication_role = replica", cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // A server of somebody else: the checks stay on.
        }
    }

    /// <summary>The rows that name the chain, and an end to what was loaded of a snapshot.</summary>
    private async Task BeginStoreAsync(FinalBlock block, byte[] transferTopic, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = _connection.CreateCommand();
        command.CommandText =
            "with identity as (insert into store_identity (genesis_hash, transfer_topic) values ($1, $2)), "
            + "loading as (delete from snapshot_loading) "
            + "insert into mt_event_progression (name, last_seq_id) select unnest($3), 0";
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = block.Block.Hash.ToArray() });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = transferTopic });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Progress.Names });
        await command.ExecuteNonQueryAsync(cancellation);
        await SchemaMigrator.ExecuteAsync(_connection, "truncate snapshot_loading_rows", cancellation);
    }

    private void Begin()
    {
        _events.Begin();
        _states.Begin();
        _rows.Begin();
        _proofs.Begin();
    }

    private ChainTotalsBefore AddRows(FinalBlock block, byte[] header, ChainTotalsBefore before, long position)
    {
        int failed = _rows.Add(block.Block, block.Certificate, header, before, position);
        StateRows.Add(_states, block.Block.Number, block.Writes);
        if (EpochProof.Of(block) is EpochProof proof)
        {
            _proofs.Add(proof);
        }

        return new ChainTotalsBefore(
            before.Transactions + block.Block.Transactions.Count, before.FailedTransactions + failed);
    }

    private async Task SendAsync(
        NpgsqlTransaction transaction, long oldVersion, EventRows events, CancellationToken cancellation)
    {
        if (!await _statements.MoveAsync(oldVersion, events.Version, events.Position, cancellation))
        {
            throw new LedgerStoreException(
                StoreFault.AnotherWriter,
                $"The ledger stream no longer stands at version {oldVersion}: something else wrote it. Find and stop it.");
        }

        await EventRows.Table.SendAsync(_events, _connection, cancellation);
        await StateRows.Table.SendAsync(_states, _connection, cancellation);
        await _rows.SendAsync("blocks", "transactions", "logs", _connection, cancellation);
        await _proofs.SendAsync(_connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
