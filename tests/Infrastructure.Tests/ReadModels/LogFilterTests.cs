using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.Tests.ReadModels;

/// <summary>Log filters against a twin that looks at every log.</summary>
public sealed class LogFilterTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Every_filter_gives_what_a_look_at_every_log_gives()
    {
        FinalBlock[] blocks = Chain.NextMany(8, 30);
        await Store.Ledger.CommitAsync(blocks, Cancellation);
        List<StoredLog> all = [.. blocks.SelectMany(Logs)];
        Assert.Equal(all.Count, await ScalarAsync<long>("select count(*) from logs"));
        Hash256[] topics = [.. all.SelectMany(log => log.Entry.Topics).Distinct()];
        Address[] addresses = [Chain.Token, .. Chain.Senders, Address.Zero];

        for (int seed = 0; seed < 120; seed++)
        {
            Random random = new(seed);
            LogFilter filter = new(
                random.Next(10),
                random.Next(10),
                Draw(random, addresses, 4),
                [.. Enumerable.Range(0, random.Next(6)).Select(_ => Draw(random, topics, 12))]);
            (long, int)? after = random.Next(3) == 0 ? (random.Next(10), random.Next(40)) : null;
            int countMax = random.Next(1, 60);

            IReadOnlyList<StoredLog> read = await Store.Logs.ListAsync(filter, after, countMax, Cancellation);

            Assert.True(
                all.Where(log => Matches(filter, after, log)).Take(countMax).Select(Text).SequenceEqual(read.Select(Text)),
                $"Failed with seed {seed}.");
        }
    }

    private static T[] Draw<T>(Random random, T[] from, int countMax) =>
        [.. Enumerable.Range(0, random.Next(3) == 0 ? 0 : random.Next(countMax)).Select(_ => from[random.Next(from.Length)])];

    private static bool Matches(LogFilter filter, (long Number, int Index)? after, StoredLog log) =>
        log.BlockNumber >= filter.FromBlock
        && log.BlockNumber <= filter.ToBlock
        && (after is null || (log.BlockNumber, log.LogIndex).CompareTo(after.Value) > 0)
        && (filter.Addresses.Count == 0 || filter.Addresses.Contains(log.Entry.Address))
        && filter.Topics.Count <= log.Entry.Topics.Count
        && filter.Topics.Select((accepted, i) => accepted.Count == 0 || accepted.Contains(log.Entry.Topics[i])).All(fits => fits);

    private static IEnumerable<StoredLog> Logs(FinalBlock block)
    {
        int index = 0;
        for (int i = 0; i < block.Block.Receipts.Count; i++)
        {
            foreach (LogEntry entry in block.Block.Receipts[i].Logs)
            {
                yield return new StoredLog(
                    block.Block.Number,
                    block.Block.Hash,
                    block.Block.Header.Timestamp,
                    block.Block.Transactions[i].Hash,
                    i,
                    index++,
                    entry);
            }
        }
    }

    private static string Text(StoredLog log) =>
        $"{log.BlockNumber} {log.BlockHash} {log.BlockTimestamp} {log.TransactionHash} {log.TransactionIndex} {log.LogIndex} "
        + $"{log.Entry.Address} {string.Join(',', log.Entry.Topics)} {Convert.ToHexString(log.Entry.Data.Span)}";
}
