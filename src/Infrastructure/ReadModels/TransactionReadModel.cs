using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Committed transactions in PostgreSQL. A receipt's logs are read from <c>logs</c>, where they stand once.</summary>
internal sealed class TransactionReadModel(GroupDatabase database) : ITransactionReadModel
{
    private const string Select =
        "select t.hash, t.block_number, b.hash, b.timestamp_ms, t.transaction_index, t.sender, t.raw, t.status, t.gas_used, "
        + "t.contract_address, t.output, t.remaining_gas, t.cumulative_gas_used, t.first_log_index, t.logs "
        + "from transactions t join blocks b on b.number = t.block_number ";

    private const string LogsStatement =
        "select l.block_number, l.log_index, l.address, l.topic0, l.topic1, l.topic2, l.topic3, l.data "
        + "from unnest($1, $2, $3) as asked (number, first, count) "
        + "join logs l on l.block_number = asked.number and l.log_index >= asked.first and l.log_index < asked.first + asked.count "
        + "order by l.block_number, l.log_index";

    private const string Before =
        "and (block_number, transaction_index) < ($2, $3) order by block_number desc, transaction_index desc limit $4";

    private const string ListOfAccount =
        Select + "join (select * from ("
        + "(select block_number, transaction_index from transactions where sender = $1 " + Before + ") union "
        + "(select block_number, transaction_index from transactions where recipient = $1 " + Before + ") union "
        + "(select block_number, transaction_index from transactions where contract_address = $1 " + Before + ")) found "
        + "order by block_number desc, transaction_index desc limit $4) place "
        + "on place.block_number = t.block_number and place.transaction_index = t.transaction_index "
        + "order by t.block_number desc, t.transaction_index desc";

    private const string ListOfAll =
        Select + "where (t.block_number, t.transaction_index) < ($1, $2) "
        + "order by t.block_number desc, t.transaction_index desc limit $3";

    public async Task<StoredTransaction?> FindAsync(Hash256 hash, CancellationToken cancellation) =>
        One(await ReadAsync(Select + "where t.hash = $1", cancellation, Query.Of(hash.ToArray())));

    public async Task<StoredTransaction?> FindAsync(long blockNumber, int index, CancellationToken cancellation) =>
        One(await ReadAsync(
            Select + "where t.block_number = $1 and t.transaction_index = $2",
            cancellation,
            Query.Of(blockNumber),
            Query.Of(index)));

    public async Task<IReadOnlyList<StoredTransaction>> ListByBlockAsync(
        long blockNumber, CancellationToken cancellation) => await ReadAsync(
            Select + "where t.block_number = $1 order by t.transaction_index", cancellation, Query.Of(blockNumber));

    public async Task<IReadOnlyList<StoredTransaction>> ListAsync(
        Address? account, (long BlockNumber, int Index)? before, int countMax, CancellationToken cancellation)
    {
        (long number, int index) = before ?? (long.MaxValue, 0);
        return account is Address address
            ? await ReadAsync(
                ListOfAccount,
                cancellation,
                Query.Of(address.ToArray()),
                Query.Of(number),
                Query.Of(index),
                Query.Of(countMax))
            : await ReadAsync(ListOfAll, cancellation, Query.Of(number), Query.Of(index), Query.Of(countMax));
    }

    private static StoredTransaction? One(List<StoredTransaction> found) => found.Count == 0 ? null : found[0];

    private async Task<List<StoredTransaction>> ReadAsync(
        string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        List<Row> rows = await Query.ListAsync(database.Readers, sql, Row.Read, cancellation, parameters);
        List<Row> logged = [.. rows.Where(row => row.LogCount > 0)];
        if (logged.Count == 0)
        {
            return [.. rows.Select(row => row.With([]))];
        }

        List<PlacedLog> logs = await Query.ListAsync(
            database.Readers,
            LogsStatement,
            PlacedLog.Read,
            cancellation,
            Query.Of<long[]>([.. logged.Select(row => row.Transaction.BlockNumber)]),
            Query.Of<int[]>([.. logged.Select(row => row.Transaction.FirstLogIndex)]),
            Query.Of<int[]>([.. logged.Select(row => row.LogCount)]));
        Dictionary<(long, int), LogEntry> byPlace = logs.ToDictionary(log => (log.Number, log.Index), log => log.Entry);
        return [.. rows.Select(row => row.With(
            [.. Enumerable.Range(row.Transaction.FirstLogIndex, row.LogCount)
                .Select(index => byPlace[(row.Transaction.BlockNumber, index)])]))];
    }

    private sealed record PlacedLog(long Number, int Index, LogEntry Entry)
    {
        public static PlacedLog Read(NpgsqlDataReader reader) =>
            new(reader.GetInt64(0), reader.GetInt32(1), LogRow.Entry(reader, first: 2));
    }

    private sealed record Row(StoredTransaction Transaction, int LogCount)
    {
        public static Row Read(NpgsqlDataReader reader) => new(
            new StoredTransaction(
                new Hash256(reader.GetFieldValue<byte[]>(0)),
                reader.GetInt64(1),
                new Hash256(reader.GetFieldValue<byte[]>(2)),
                reader.GetInt64(3),
                reader.GetInt32(4),
                new Address(reader.GetFieldValue<byte[]>(5)),
                reader.GetFieldValue<byte[]>(6),
                new Receipt(
                    (TransactionStatus)reader.GetInt32(7),
                    reader.GetInt64(8),
                    reader.IsDBNull(9) ? null : new Address(reader.GetFieldValue<byte[]>(9)),
                    reader.GetFieldValue<byte[]>(10),
                    [],
                    reader.GetInt64(11)),
                reader.GetInt64(12),
                reader.GetInt32(13)),
            reader.GetInt32(14));

        public StoredTransaction With(IReadOnlyList<LogEntry> logs) => logs.Count == 0
            ? Transaction
            : Transaction with { Receipt = Transaction.Receipt with { Logs = logs } };
    }
}
