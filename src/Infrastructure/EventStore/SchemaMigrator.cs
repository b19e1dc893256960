using System.Reflection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Brings a schema up to date with the numbered SQL files of this assembly, each in one transaction.</summary>
internal static class SchemaMigrator
{
    /// <summary>Applies the files of <paramref name="prefix"/> that the schema does not have yet.</summary>
    /// <param name="connection">An open connection outside a transaction.</param>
    /// <param name="schema">The schema; created when missing.</param>
    /// <param name="prefix">The first part of the resources' names, such as <c>EventStore.</c>.</param>
    /// <param name="logger">Hears of each file.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task ApplyAsync(
        NpgsqlConnection connection, string schema, string prefix, ILogger logger, CancellationToken cancellation)
    {
        HashSet<string> applied = await BeginAsync(connection, schema, cancellation);
        foreach (string resource in Resources(prefix).Where(name => !applied.Contains(name)))
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            await LockAsync(connection, cancellation);
            await ExecuteAsync(connection, $"set local search_path to {schema}", cancellation);
            await ExecuteAsync(connection, Read(resource), cancellation);
            await using NpgsqlCommand mark = connection.CreateCommand();
            mark.CommandText = $"insert into {schema}.schema_version (file) values ($1)";
            mark.Parameters.Add(new NpgsqlParameter<string> { TypedValue = resource });
            await mark.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            LogMessages.MigrationApplied(logger, schema, resource);
        }
    }

    /// <summary>The text of one SQL file.</summary>
    public static string Read(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Resource {resource} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Runs statements without parameters.</summary>
    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Keeps the groups and nodes of one database from changing its catalogue at the same time.</summary>
    public static Task LockAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtext('ledger.schema'), 0)", cancellation);

    private static async Task<HashSet<string>> BeginAsync(
        NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await LockAsync(connection, cancellation);
        await ExecuteAsync(
            connection,
            $"create schema if not exists {schema}; create table if not exists {schema}.schema_version "
            + "(file text primary key, applied_at timestamptz not null default now())",
            cancellation);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = $"select file from {schema}.schema_version";
        HashSet<string> applied = [];
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                applied.Add(reader.GetString(0));
            }
        }

        await transaction.CommitAsync(cancellation);
        return applied;
    }

    private static IEnumerable<string> Resources(string prefix) =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && char.IsAsciiDigit(name[prefix.Length]))
            .Order(StringComparer.Ordinal);
}
