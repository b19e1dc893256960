using System.Text.Json;
using Ledger.Domain.Events;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.Journal;

/// <summary>The append of the journal, prepared on its connection: one round trip, one transaction, one flush.</summary>
internal sealed class JournalStatements : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch;
    private readonly NpgsqlParameter<long> _version = new();
    private readonly NpgsqlParameter<long> _position = new();
    private readonly NpgsqlParameter<DateTime> _now = new();
    private readonly NpgsqlParameter<Guid[]> _ids = new();
    private readonly NpgsqlParameter<string[]> _facts = new();
    private readonly NpgsqlParameter<string[]> _types = new();
    private readonly NpgsqlParameter<string[]> _dotNetTypes = new();
    private readonly NpgsqlParameter<long> _bodyVersion = new();
    private readonly NpgsqlParameter<long[]> _numbers = new();
    private readonly NpgsqlParameter<byte[][]> _bodies = new();
    private readonly NpgsqlParameter<long> _newVersion = new();

    private JournalStatements(NpgsqlConnection connection)
    {
        _batch = new NpgsqlBatch(connection);
        Add(
            _batch,
            "insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived) "
            + "select $2 + place, id, 'consensus', $1 + place, fact::jsonb, type, $3, '*DEFAULT*', dotnet_type, false "
            + "from unnest($4, $5, $6, $7) with ordinality as added (id, fact, type, dotnet_type, place)",
            _version, _position, _now, _ids, _facts, _types, _dotNetTypes);
        Add(
            _batch,
            "insert into proposal_bodies (number, version, bodies) select number, $1, bodies "
            + "from unnest($2, $3) as added (number, bodies)",
            _bodyVersion, _numbers, _bodies);
        Add(_batch, "update mt_streams set version = $1, timestamp = now() where id = 'consensus'", _newVersion);
    }

    public static async Task<JournalStatements> PrepareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        JournalStatements statements = new(connection);
        statements.Set(0, [], [], [], default);
        await statements._batch.PrepareAsync(cancellation);
        return statements;
    }

    /// <summary>Makes facts and bodies durable after version <paramref name="version"/>.</summary>
    public async Task AppendAsync(
        long version,
        IReadOnlyList<ConsensusEvent> facts,
        IReadOnlyDictionary<long, byte[]> bodies,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        Set(version, facts, [.. bodies.Keys], [.. bodies.Values], now);
        await _batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Drops bodies of heights up to <paramref name="committed"/> and, when it is known, moves the mark.</summary>
    /// <remarks>Nothing is lost when a crash undoes this, so it does not wait for the disk.</remarks>
    public async Task DropAsync(
        long committed, (long Version, long[] ViewVersions)? mark, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = new(_batch.Connection);
        Add(batch, "select set_config('synchronous_commit', 'off', true)");
        Add(batch, "delete from proposal_bodies where number <= $1", Query.Of(committed));
        if (mark is (long version, long[] viewVersions))
        {
            Add(
                batch,
                "insert into journal_mark (committed, version, view_versions) values ($1, $2, $3) on conflict (only_row) "
                + "do update set committed = excluded.committed, version = excluded.version, view_versions = excluded.view_versions",
                Query.Of(committed),
                Query.Of(version),
                Query.Of(viewVersions));
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private void Set(
        long version, IReadOnlyList<ConsensusEvent> facts, long[] numbers, byte[][] bodies, DateTimeOffset now)
    {
        _version.TypedValue = version;
        _position.TypedValue = JournalPositions.Of(version);
        _now.TypedValue = now.UtcDateTime;
        _ids.TypedValue = [.. facts.Select(_ => Guid.CreateVersion7(now))];
        _facts.TypedValue = [.. facts.Select(fact => JsonSerializer.Serialize(fact, fact.GetType(), EventJsonContext.Default))];
        _types.TypedValue = [.. facts.Select(fact => EventTypeNames.Of(fact.GetType()).Alias)];
        _dotNetTypes.TypedValue = [.. facts.Select(fact => EventTypeNames.Of(fact.GetType()).DotNetType)];
        _bodyVersion.TypedValue = version + 1;
        _numbers.TypedValue = numbers;
        _bodies.TypedValue = bodies;
        _newVersion.TypedValue = version + facts.Count;
    }

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }
}
