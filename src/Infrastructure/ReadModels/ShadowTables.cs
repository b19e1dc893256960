using System.Security.Cryptography;
using System.Text;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Temporary twins of the read models that take rebuilt rows, chunk by chunk, and are compared with the live ones.</summary>
internal sealed class ShadowTables
{
    private static readonly Table[] Tables =
    [
        new("blocks", "number", ReadModelRows.BlockColumns),
        new("transactions", "block_number", ReadModelRows.TransactionColumns),
        new("logs", "block_number", ReadModelRows.LogColumns),
    ];

    private readonly NpgsqlConnection _connection;
    private readonly bool _repair;
    private readonly Dictionary<string, TableDigest> _digests = Tables.ToDictionary(
        table => table.Name, table => new TableDigest(table.Name, "", ""));

    private ShadowTables(NpgsqlConnection connection, bool repair)
    {
        _connection = connection;
        _repair = repair;
    }

    public List<RowDifference> Differences { get; } = [];

    public static async Task<ShadowTables> CreateAsync(
        NpgsqlConnection connection, bool repair, CancellationToken cancellation)
    {
        foreach (Table table in Tables)
        {
            await SchemaMigrator.ExecuteAsync(
                connection, $"create temporary table {table.Shadow} (like {table.Name})", cancellation);
        }

        return new ShadowTables(connection, repair);
    }

    public IEnumerable<TableDigest> Digests() => Tables.Select(table => _digests[table.Name]);

    /// <summary>Compares the rows of blocks <paramref name="first"/> to <paramref name="last"/>, which are all that
    /// <paramref name="rows"/> holds.</summary>
    public async Task CompareAsync(ReadModelRows rows, long first, long last, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await _connection.BeginTransactionAsync(cancellation);
        await SchemaMigrator.ExecuteAsync(
            _connection, "truncate " + string.Join(", ", Tables.Select(table => table.Shadow)), cancellation);
        await rows.SendAsync(
            Tables[0].Shadow, Tables[1].Shadow, Tables[2].Shadow, _connection, cancellation);
        foreach (Table table in Tables)
        {
            string live = await TextAsync(table.Digest(table.Name), first, last, cancellation);
            string rebuilt = await TextAsync(table.Digest(table.Shadow), first, last, cancellation);
            TableDigest before = _digests[table.Name];
            _digests[table.Name] = new TableDigest(table.Name, Chain(before.Live, live), Chain(before.Rebuilt, rebuilt));
            if (live != rebuilt)
            {
                await FindDifferencesAsync(table, first, last, cancellation);
                await RepairAsync(table, first, last, cancellation);
            }
        }

        await transaction.CommitAsync(cancellation);
    }

    private static string Chain(string before, string next) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(before + next)));

    private async Task<string> TextAsync(string sql, long first, long last, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(sql, first, last);
        return await command.ExecuteScalarAsync(cancellation) as string ?? "";
    }

    private async Task FindDifferencesAsync(Table table, long first, long last, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = Command(table.DifferingBlocks(), first, last);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            Differences.Add(new RowDifference(table.Name, reader.GetInt64(0)));
        }
    }

    private async Task RepairAsync(Table table, long first, long last, CancellationToken cancellation)
    {
        if (!_repair)
        {
            return;
        }

        await using NpgsqlCommand delete = Command($"delete from {table.Name} where {table.Range}", first, last);
        await delete.ExecuteNonQueryAsync(cancellation);
        string columns = string.Join(", ", table.Columns);
        await SchemaMigrator.ExecuteAsync(
            _connection, $"insert into {table.Name} ({columns}) select {columns} from {table.Shadow}", cancellation);
    }

    private NpgsqlCommand Command(string sql, long first, long last)
    {
        NpgsqlCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(Query.Of(first));
        command.Parameters.Add(Query.Of(last));
        return command;
    }

    private sealed record Table(string Name, string Block, IReadOnlyList<string> Columns)
    {
        public string Shadow => $"shadow_{Name}";

        public string Range => $"{Block} between $1 and $2";

        private string List => string.Join(", ", Columns);

        /// <summary>The first two columns are the table's order.</summary>
        public string Digest(string table) =>
            $"select encode(sha256(convert_to(string_agg(row({List})::text, E'\\n' order by {Columns[0]}, {Columns[1]}), 'UTF8')), 'hex') "
            + $"from {table} where {Range}";

        public string DifferingBlocks() =>
            $"select distinct {Block} from ((select {List} from {Name} where {Range} except all select {List} from {Shadow}) "
            + $"union all (select {List} from {Shadow} except all select {List} from {Name} where {Range})) d order by 1";
    }
}
