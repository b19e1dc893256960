using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>What a commit changes rather than adds, prepared on the writer's connection: one round trip.</summary>
internal sealed class CommitStatements : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch;
    private readonly NpgsqlParameter<long> _newVersion = new();
    private readonly NpgsqlParameter<long> _oldVersion = new();
    private readonly NpgsqlParameter<long> _sequence = new();
    private readonly NpgsqlParameter<long> _position = new();

    private CommitStatements(NpgsqlConnection connection)
    {
        _batch = new NpgsqlBatch(connection);
        Add("update mt_streams set version = $1, timestamp = now() where id = 'ledger' and version = $2", _newVersion, _oldVersion);

        // Never lowered: clients that append with nextval stay above what we assigned.
        Add("select setval('mt_events_sequence', greatest($1, (select last_value from mt_events_sequence)))", _sequence);
        Add(
            "update mt_event_progression set last_seq_id = $1, last_updated = transaction_timestamp() where name = any($2)",
            _position,
            new NpgsqlParameter<string[]> { TypedValue = Progress.Names });
    }

    public static async Task<CommitStatements> PrepareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        CommitStatements statements = new(connection);
        await statements._batch.PrepareAsync(cancellation);
        return statements;
    }

    /// <summary>Moves the stream's version, the sequence and the progress marks.</summary>
    /// <returns>Whether the stream stood where the caller believed.</returns>
    public async Task<bool> MoveAsync(long oldVersion, long newVersion, long position, CancellationToken cancellation)
    {
        _oldVersion.TypedValue = oldVersion;
        _newVersion.TypedValue = newVersion;
        _sequence.TypedValue = position;
        _position.TypedValue = position;
        await _batch.ExecuteNonQueryAsync(cancellation);
        return _batch.BatchCommands[0].RecordsAffected == 1;
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private void Add(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        _batch.BatchCommands.Add(command);
    }
}
