using System.Globalization;
using Ledger.Domain.Transactions;
using Ledger.Infrastructure.EventStore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Infrastructure.Audit;

/// <summary>The schema <c>audit</c> of a node's database: views and functions with names that stay, over every group of the
/// database, and the role that may read nothing else.</summary>
internal static class AuditSchema
{
    /// <summary>The read-only role; an administrator grants it to logins.</summary>
    public const string Role = "ledger_auditor";

    private const string Schema = "audit";
    private const string Prefix = "Audit.";
    private const string ViewMark = "-- ";

    // Each view with a table that a group has if the view can show it: a group that was not opened since a table came is left out until it is.
    private static readonly (string View, string Table)[] Views =
    [
        ("blocks", "store_identity"),
        ("transactions", "store_identity"),
        ("logs", "store_identity"),
        ("accounts", "store_identity"),
        ("contract_abis", "contract_abis"),
        ("snapshots", "snapshot_base"),
    ];

    /// <summary>Creates what is missing, and makes the views again when a group came.</summary>
    public static async Task ApplyAsync(NpgsqlConnection connection, ILogger logger, CancellationToken cancellation)
    {
        await SchemaMigrator.ApplyAsync(connection, Schema, Prefix, logger, cancellation);
        await EnsureRoleAsync(connection, logger, cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await SchemaMigrator.LockAsync(connection, cancellation);
        await SchemaMigrator.ExecuteAsync(connection, await DefinitionsAsync(connection, cancellation), cancellation);
        await SchemaMigrator.ExecuteAsync(connection, Grants(), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<string> DefinitionsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var schemas = new Dictionary<string, List<string>>();
        foreach (string table in Views.Select(view => view.Table).Distinct())
        {
            schemas[table] = await SchemasWithAsync(connection, table, cancellation);
        }

        string template = SchemaMigrator.Read(Prefix + "views.sql");
        string statuses = string.Join(", ", Enum.GetValues<TransactionStatus>().Select(
            status => string.Create(CultureInfo.InvariantCulture, $"({(int)status}, '{status}')")));
        return string.Join(
            ";\n",
            Views.Select(((string View, string Table) item) => $"create or replace view audit.{item.View} as\n"
                + string.Join("\nunion all\n", schemas[item.Table].Select(group => Section(template, item.View)
                    .Replace("{schema}", group, StringComparison.Ordinal)
                    .Replace("{id}", group["group_".Length..], StringComparison.Ordinal)))))
            + $";\ninsert into audit.transaction_statuses values {statuses} on conflict (status) do update set name = excluded.name";
    }

    private static async Task<List<string>> SchemasWithAsync(
        NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        List<string> groups = [];
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText =
            "select table_schema from information_schema.tables where table_name = $1 "
            + "and table_schema ~ '^group_[0-9]+$' order by length(table_schema), table_schema";
        command.Parameters.Add(Query.Of(table));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            groups.Add(reader.GetString(0));
        }

        return groups;
    }

    /// <summary>The part of the template between a view's heading and the next one.</summary>
    private static string Section(string template, string view)
    {
        string heading = $"\n{ViewMark}{view}\n";
        int start = template.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        int end = template.IndexOf("\n" + ViewMark, start, StringComparison.Ordinal);
        return end < 0 ? template[start..].TrimEnd() : template[start..end];
    }

    /// <summary>A role belongs to the whole server, so it may be there already, or be none of our business to make.</summary>
    private static async Task EnsureRoleAsync(
        NpgsqlConnection connection, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            await SchemaMigrator.ExecuteAsync(
                connection,
                $"do $$ begin if not exists (select from pg_roles where rolname = '{Role}') "
                + $"then create role {Role} nologin; end if; end $$",
                cancellation);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Another node of the same server made it in the same moment.
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            LogMessages.AuditorNotCreated(logger, Role, e.MessageText);
        }
    }

    private static string Grants() =>
        "revoke all on all functions in schema audit from public; "
        + $"do $$ begin if exists (select from pg_roles where rolname = '{Role}') then "
        + $"grant usage on schema audit to {Role}; "
        + $"grant select on {string.Join(", ", Views.Select(item => $"audit.{item.View}"))}, audit.transaction_statuses to {Role}; "
        + $"grant execute on all functions in schema audit to {Role}; end if; end $$";
}
