using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Reads a log from consecutive columns: address, topic0 to topic3, data.</summary>
internal static class LogRow
{
    /// <summary>The most topics that an entry has (LOG4).</summary>
    public const int TopicsMax = 4;

    public static LogEntry Entry(NpgsqlDataReader reader, int first)
    {
        List<Hash256> topics = new(TopicsMax);
        for (int i = 1; i <= TopicsMax && !reader.IsDBNull(first + i); i++)
        {
            topics.Add(new Hash256(reader.GetFieldValue<byte[]>(first + i)));
        }

        return new LogEntry(
            new Address(reader.GetFieldValue<byte[]>(first)), topics, reader.GetFieldValue<byte[]>(first + TopicsMax + 1));
    }
}
