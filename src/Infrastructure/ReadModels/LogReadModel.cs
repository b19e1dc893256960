using System.Text;
using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Committed logs in PostgreSQL.</summary>
/// <remarks>A filter that names contracts walks each contract's part of the index in order and stops at the count; one that does
/// not walks the blocks of its range. A position of the topic filter, even an empty one, asks that the log has that topic, as
/// Ethereum's filters do.</remarks>
internal sealed class LogReadModel(GroupDatabase database) : ILogReadModel
{
    public async Task<IReadOnlyList<StoredLog>> ListAsync(
        LogFilter filter, (long BlockNumber, int LogIndex)? after, int countMax, CancellationToken cancellation)
    {
        if (filter.Topics.Count > LogRow.TopicsMax || filter.ToBlock < filter.FromBlock || countMax <= 0)
        {
            return [];
        }

        (long number, int index) = after is (long, int) given && given.BlockNumber >= filter.FromBlock
            ? given
            : (filter.FromBlock, -1);
        List<NpgsqlParameter> parameters =
            [Query.Of(number), Query.Of(index), Query.Of(filter.ToBlock), Query.Of(countMax)];
        string sql = Statement(filter, parameters);
        return await Query.ListAsync(database.Readers, sql, Read, cancellation, [.. parameters]);
    }

    private static string Statement(LogFilter filter, List<NpgsqlParameter> parameters)
    {
        string conditions = "(block_number, log_index) > ($1, $2) and block_number <= $3" + Topics(filter, parameters);
        const string Order = " order by block_number, log_index limit $4";
        string found = $"select * from logs where {conditions}{Order}";
        if (filter.Addresses.Count > 0)
        {
            parameters.Add(Query.Of<byte[][]>([.. filter.Addresses.Distinct().Select(address => address.ToArray())]));
            found = $"select l.* from unnest(${parameters.Count}) as asked (contract) cross join lateral "
                + $"(select * from logs where address = asked.contract and {conditions}{Order}) l{Order}";
        }

        return "select l.address, l.topic0, l.topic1, l.topic2, l.topic3, l.data, l.block_number, b.hash, b.timestamp_ms, "
            + $"t.hash, l.transaction_index, l.log_index from ({found}) l "
            + "join blocks b on b.number = l.block_number "
            + "join transactions t on t.block_number = l.block_number and t.transaction_index = l.transaction_index "
            + "order by l.block_number, l.log_index";
    }

    private static string Topics(LogFilter filter, List<NpgsqlParameter> parameters)
    {
        StringBuilder conditions = new();
        for (int i = 0; i < filter.Topics.Count; i++)
        {
            if (filter.Topics[i].Count == 0)
            {
                conditions.Append($" and topic{i} is not null");
                continue;
            }

            parameters.Add(Query.Of<byte[][]>([.. filter.Topics[i].Select(topic => topic.ToArray())]));
            conditions.Append($" and topic{i} = any(${parameters.Count})");
        }

        return conditions.ToString();
    }

    private static StoredLog Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(6),
        new Hash256(reader.GetFieldValue<byte[]>(7)),
        reader.GetInt64(8),
        new Hash256(reader.GetFieldValue<byte[]>(9)),
        reader.GetInt32(10),
        reader.GetInt32(11),
        LogRow.Entry(reader, first: 0));
}
