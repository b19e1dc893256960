using System.Diagnostics;
using System.Text.Json;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.Telemetry;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Infrastructure.Journal;

/// <summary>The consensus stream of one group in PostgreSQL, over a connection of its own so that a vote never waits for the
/// commit of a block. <see cref="JournalPositions"/> says how the two writers share one table.</summary>
/// <remarks>An append that failed may have reached the disk. The next call reads the stream's version; when the facts it is
/// given are those of the failed call and the stream has grown by them, they are durable and nothing is written twice.</remarks>
internal sealed class VoteJournal(
    GroupDatabase database, TimeProvider time, StoreMetrics metrics, ILogger<VoteJournal> logger)
    : IVoteJournal, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly JournalMark _mark = new();
    private readonly SortedDictionary<long, HashSet<Hash256>> _heldBodies = [];
    private NpgsqlConnection? _connection;
    private JournalStatements? _statements;
    private long _version;
    private bool _isMarkKnown;
    private (long Version, IReadOnlyList<ConsensusEvent> Facts)? _uncertain;

    public async Task AppendAsync(
        IReadOnlyList<ConsensusEvent> events, IReadOnlyList<JournalBody> bodies, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            JournalStatements statements = await ReadyAsync(cancellation);
            if (!WasWritten(events))
            {
                List<JournalBody> fresh = [.. bodies.Where(body => !IsHeld(body)).DistinctBy(body => (body.Number, body.Hash))];
                await WriteAsync(statements, events, fresh, cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<IReadOnlyList<ConsensusEvent>> LoadAsync(long committed, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            List<(long Version, ConsensusEvent Fact)> rows = await ReadAsync(committed, cancellation);
            _mark.Clear();
            rows.ForEach(row => _mark.Add(row.Fact, row.Version));
            _isMarkKnown = true;
            long[] standing = _mark.StandingVersions;
            long floor = _mark.Floor(committed);
            return [.. rows.Where(row => row.Fact.Number > floor || standing.Contains(row.Version)).Select(row => row.Fact)];
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await ReadyAsync(cancellation);
            return _version;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<IReadOnlyList<JournalBody>> LoadBodiesAsync(CancellationToken cancellation)
    {
        List<(long Number, byte[] Packed)> rows = await Query.ListAsync(
            database.Readers,
            "select number, bodies from proposal_bodies order by number, version",
            reader => (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)),
            cancellation);
        return [.. rows
            .SelectMany(row => PackedBodies.Unpack(row.Number, row.Packed))
            .DistinctBy(body => (body.Number, body.Hash))];
    }

    public async Task DropBodiesAsync(long committed, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            JournalStatements ready = await ReadyAsync(cancellation);
            foreach (long number in _heldBodies.Keys.TakeWhile(number => number <= committed).ToArray())
            {
                _heldBodies.Remove(number);
            }

            await DropAsync(ready, committed, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropConnectionAsync();
        _turn.Dispose();
    }

    private bool IsHeld(JournalBody body) =>
        _heldBodies.TryGetValue(body.Number, out HashSet<Hash256>? hashes) && hashes.Contains(body.Hash);

    private bool WasWritten(IReadOnlyList<ConsensusEvent> events)
    {
        bool isSame = _uncertain is (long version, IReadOnlyList<ConsensusEvent> facts)
            && facts.Count > 0
            && _version == version + facts.Count
            && facts.SequenceEqual(events);
        _uncertain = null;
        if (isSame)
        {
            Note(events, _version - events.Count);
        }

        return isSame;
    }

    private async Task WriteAsync(
        JournalStatements statements,
        IReadOnlyList<ConsensusEvent> events,
        List<JournalBody> bodies,
        CancellationToken cancellation)
    {
        if (events.Count == 0 && bodies.Count == 0)
        {
            return;
        }

        long start = Stopwatch.GetTimestamp();
        IReadOnlyDictionary<long, byte[]> packed = bodies
            .GroupBy(body => body.Number)
            .ToDictionary(group => group.Key, group => PackedBodies.Pack([.. group]));
        try
        {
            await statements.AppendAsync(_version, events, packed, time.GetUtcNow(), cancellation);
        }
        catch (Exception e)
        {
            LogMessages.JournalUncertain(logger, database.GroupId, e);
            _uncertain = (_version, events);
            await DropConnectionAsync();
            throw;
        }

        Note(events, _version);
        _version += events.Count;
        foreach (JournalBody body in bodies)
        {
            if (!_heldBodies.TryGetValue(body.Number, out HashSet<Hash256>? hashes))
            {
                _heldBodies.Add(body.Number, hashes = []);
            }

            hashes.Add(body.Hash);
        }

        metrics.Journaled(database.GroupId, Stopwatch.GetElapsedTime(start));
    }

    private void Note(IReadOnlyList<ConsensusEvent> events, long version)
    {
        foreach (ConsensusEvent fact in events)
        {
            _mark.Add(fact, ++version);
        }
    }

    private async Task<List<(long Version, ConsensusEvent Fact)>> ReadAsync(long committed, CancellationToken cancellation)
    {
        // A mark set for a higher block would hide facts that this height needs.
        List<(long Version, long[] Views)> marks = await Query.ListAsync(
            database.Readers,
            "select version, view_versions from journal_mark where committed <= $1",
            reader => (reader.GetInt64(0), reader.GetFieldValue<long[]>(1)),
            cancellation,
            Query.Of(committed));
        return await Query.ListAsync(
            database.Readers,
            "select version, type, data::text from mt_events where stream_id = 'consensus' and is_archived = false "
            + "and (version >= $1 or version = any($2)) order by version",
            reader => (reader.GetInt64(0), Parse(reader.GetInt64(0), reader.GetString(1), reader.GetString(2))),
            cancellation,
            Query.Of(marks.Count == 0 ? 0 : marks[0].Version),
            Query.Of(marks.Count == 0 ? [] : marks[0].Views));
    }

    private static ConsensusEvent Parse(long version, string alias, string json)
    {
        try
        {
            if (EventTypeNames.TryFind(alias, out EventTypeName? name) && name is not null
                && JsonSerializer.Deserialize(json, name.Type, EventJsonContext.Default) is ConsensusEvent fact)
            {
                return fact;
            }
        }
        catch (JsonException)
        {
            // Said below with the place.
        }

        throw new LedgerStoreException(
            StoreFault.NotWhole,
            $"Event {version} of the consensus stream ('{alias}') is damaged. This node cannot know what it signed; "
            + "let it follow as an observer until the chain has passed that height.");
    }

    private async Task DropAsync(JournalStatements ready, long committed, CancellationToken cancellation)
    {
        try
        {
            await ready.DropAsync(
                committed,
                _isMarkKnown ? (_mark.Advance(committed, _version + 1), _mark.StandingVersions) : null,
                cancellation);
        }
        catch
        {
            await DropConnectionAsync();
            throw;
        }
    }

    private async Task<JournalStatements> ReadyAsync(CancellationToken cancellation)
    {
        if (_statements is not null)
        {
            return _statements;
        }

        _connection = await WriterConnection.OpenAsync(database, WriterFence.Journal, cancellation);
        try
        {
            await using NpgsqlCommand command = _connection.CreateCommand();
            command.CommandText = "select version from mt_streams where id = 'consensus'";
            _version = await command.ExecuteScalarAsync(cancellation) as long?
                ?? throw new LedgerStoreException(StoreFault.NotWhole, "Stream 'consensus' has no row in mt_streams.");
            return _statements = await JournalStatements.PrepareAsync(_connection, cancellation);
        }
        catch
        {
            await DropConnectionAsync();
            throw;
        }
    }

    private async Task DropConnectionAsync()
    {
        if (_statements is not null)
        {
            await _statements.DisposeAsync();
            _statements = null;
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }
}
