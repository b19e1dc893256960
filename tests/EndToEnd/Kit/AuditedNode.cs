using Ledger.Domain.Primitives;
using Npgsql;

namespace Ledger.EndToEnd.Kit;

/// <summary>What one node's database holds, as one snapshot of it.</summary>
internal sealed class AuditedNode
{
    private const string BlocksSql =
        "select number, encode(hash, 'hex'), encode(parent_hash, 'hex'), timestamp_ms, encode(header, 'hex'), transactions "
        + "from group_1.blocks order by number";

    private const string TransactionsSql =
        "select t.hash, encode(b.hash, 'hex') from group_1.transactions t join group_1.blocks b on b.number = t.block_number";

    // The stream counts its events, and every projection names the last event that it holds.
    private const string PositionsSql =
        "select version from group_1.mt_streams where id = 'ledger' "
        + "union all select max(seq_id) from group_1.mt_events where stream_id = 'ledger' "
        + "union all select max(last_position) from group_1.blocks "
        + "union all select last_seq_id from group_1.mt_event_progression";

    private const string TwiceSql =
        "select count(*) from (select 1 from group_1.transactions group by sender, nonce having count(*) > 1) t";

    private const string ConflictsSql =
        "select count(*) from (select 1 from group_1.mt_events where stream_id = 'consensus' "
        + "and type in ('prepare_signed', 'commit_signed') group by type, data->>'Number', data->>'View' "
        + "having count(distinct data->>'Digest') > 1 "
        + "union all select 1 from group_1.mt_events where stream_id = 'consensus' and type = 'checkpoint_signed' "
        + "group by data->>'Number' having count(distinct data->>'BlockHash') > 1 "
        + "union all select 1 from group_1.mt_events where stream_id = 'consensus' and type = 'vote_granted' "
        + "group by data->>'Epoch', data->>'View' having count(distinct data->>'Candidate') > 1) c";

    private const string EvidenceSql =
        "select count(*) from group_1.mt_events where stream_id = 'consensus' and type = 'evidence_found'";

    /// <summary>Its blocks, ascending.</summary>
    public IReadOnlyList<AuditedBlock> Blocks { get; init; } = [];

    /// <summary>The block of every transaction, as <c>0x</c> hexadecimal.</summary>
    public IReadOnlyDictionary<Hash256, string> Transactions { get; init; } = new Dictionary<Hash256, string>();

    /// <summary>Where the ledger stream ends and how far every projection is; all equal when all were written together.</summary>
    public IReadOnlyList<long> Positions { get; init; } = [];

    /// <summary>How many senders used a nonce more than once.</summary>
    public long UsedTwice { get; init; }

    /// <summary>How often this node signed two different things of one kind for one height and view.</summary>
    public long Conflicts { get; init; }

    /// <summary>How often this node saw another sign two things in conflict.</summary>
    public long Evidence { get; init; }

    /// <summary>Reads everything in one snapshot.</summary>
    public static async Task<AuditedNode> ReadAsync(string connectionString, CancellationToken cancellation)
    {
        // No connection stays behind: a restored database is one that nobody holds.
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, cancellation);
        List<(Hash256 Hash, string Block)> transactions = await RowsAsync(
            connection, TransactionsSql, row => (new Hash256(row.GetFieldValue<byte[]>(0)), "0x" + row.GetString(1)), cancellation);
        return new AuditedNode
        {
            Blocks = await RowsAsync(connection, BlocksSql, ReadBlock, cancellation),
            // Its index would refuse a second row of one hash; here a second one throws.
            Transactions = transactions.ToDictionary(row => row.Hash, row => row.Block),
            Positions = await RowsAsync(connection, PositionsSql, row => row.GetInt64(0), cancellation),
            UsedTwice = await CountAsync(connection, TwiceSql, cancellation),
            Conflicts = await CountAsync(connection, ConflictsSql, cancellation),
            Evidence = await CountAsync(connection, EvidenceSql, cancellation),
        };
    }

    private static AuditedBlock ReadBlock(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetInt32(5));

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        (await RowsAsync(connection, sql, row => row.GetInt64(0), cancellation)).Single();

    private static async Task<List<T>> RowsAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync(cancellation);
        var result = new List<T>();
        while (await rows.ReadAsync(cancellation))
        {
            result.Add(read(rows));
        }

        return result;
    }
}
