using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Reads rows over pooled connections with statements that stay prepared on them.</summary>
internal static class Query
{
    /// <summary>A read may meet a connection that died while it lay in the pool; it is then asked again on a new one.</summary>
    private const int AttemptsMax = 2;

    public static async Task<List<T>> ListAsync<T>(
        NpgsqlDataSource source,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation,
        params NpgsqlParameter[] parameters)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await RunAsync(source, sql, read, parameters, cancellation);
            }
            catch (NpgsqlException e) when (e.IsTransient && attempt < AttemptsMax)
            {
                // Nothing was changed, so asking again is safe.
            }
        }
    }

    public static async Task<T?> FindAsync<T>(
        NpgsqlDataSource source,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation,
        params NpgsqlParameter[] parameters)
        where T : class
    {
        List<T> rows = await ListAsync(source, sql, read, cancellation, parameters);
        return rows.Count == 0 ? null : rows[0];
    }

    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    private static async Task<List<T>> RunAsync<T>(
        NpgsqlDataSource source,
        string sql,
        Func<NpgsqlDataReader, T> read,
        NpgsqlParameter[] parameters,
        CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange(parameters);
        List<T> rows = [];
        try
        {
            await command.PrepareAsync(cancellation);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(read(reader));
            }
        }
        finally
        {
            // A parameter belongs to one command at a time; the next attempt makes another.
            command.Parameters.Clear();
        }

        return rows;
    }
}
