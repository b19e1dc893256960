using Ledger.Domain.State;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;
using Ledger.Testing;

namespace Ledger.Infrastructure.Tests.State;

public sealed class StateStoreTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task State_at_any_height_is_the_newest_version_not_above_it()
    {
        FinalBlock[] blocks = [Chain.GenesisFinal, .. Chain.NextMany(12, 15)];
        await Store.Ledger.CommitAsync(blocks[1..], Cancellation);
        Dictionary<StateKey, List<(long Number, byte[] Value)>> twin = [];
        foreach (FinalBlock block in blocks)
        {
            foreach (StateWrite write in block.Writes)
            {
                twin.TryAdd(write.Key, []);
                twin[write.Key].Add((block.Block.Number, write.Value.ToArray()));
            }
        }

        StateKey[] known = [.. twin.Keys];
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            long height = random.Next(-1, 14);
            StateKey[] asked = [.. Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(5) == 0
                ? StateKey.ForAccount(Generators.Address(random))
                : known[random.Next(known.Length)])];

            IReadOnlyList<ReadOnlyMemory<byte>> read = await Store.State.LoadAsync(asked, height, Cancellation);

            Assert.Equal(
                asked.Select(key => Convert.ToHexString(
                    twin.GetValueOrDefault(key, []).LastOrDefault(version => version.Number <= height).Value ?? [])),
                read.Select(value => Convert.ToHexString(value.Span)));
        }
    }

    [Fact]
    public async Task The_whole_state_at_any_height_is_read_page_by_page_in_the_order_of_its_keys()
    {
        FinalBlock[] blocks = [Chain.GenesisFinal, .. Chain.NextMany(12, 15)];
        await Store.Ledger.CommitAsync(blocks[1..], Cancellation);
        await ExecuteAsync("insert into state_versions values ('\\x01bb', 3, '\\x07'), ('\\x01bb', 6, '')");
        foreach (long height in (long[])[0, 3, 5, 6, 12])
        {
            SortedDictionary<string, string> twin = new(StringComparer.Ordinal);
            foreach (StateWrite write in blocks.Where(block => block.Block.Number <= height).SelectMany(block => block.Writes))
            {
                twin[Convert.ToHexString(write.Key.ToArray())] = Convert.ToHexString(write.Value.Span);
            }

            twin["01BB"] = height is 3 or 5 ? "07" : "";
            Assert.Equal(twin.Where(row => row.Value.Length > 0), await ReadAllAsync(height, pageRows: 7));
        }
    }

    [Fact]
    public async Task A_page_of_the_state_is_read_through_the_primary_key_and_ends_where_it_is_full()
    {
        await ExecuteAsync(
            "insert into state_versions select decode(lpad(to_hex(n), 8, '0'), 'hex'), 1, '\\x01' from generate_series(1, 50000) n; "
            + "analyze state_versions");
        List<string> plan = await RowsAsync(
            "explain (analyze, costs off, timing off, summary off) select key, value from (select key, value, lead(key) over "
            + "(order by key, block_number) as next from state_versions where key > '\\x00' and block_number <= 5) as versions "
            + "where key is distinct from next and value <> '' order by key limit 10");
        Assert.Contains(plan, line => line.Contains("Index Scan using pk_state_versions", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Sort", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("rows=50000", StringComparison.Ordinal));
    }

    private async Task<List<KeyValuePair<string, string>>> ReadAllAsync(long height, int pageRows)
    {
        List<KeyValuePair<string, string>> rows = [];
        for (ReadOnlyMemory<byte> after = default; ;)
        {
            IReadOnlyList<SnapshotRow> page = await Store.Snapshots.ReadStateAsync(after, height, pageRows, Cancellation);
            rows.AddRange(page.Select(row => KeyValuePair.Create(
                Convert.ToHexString(row.Key.Span), Convert.ToHexString(row.Value.Span))));
            if (page.Count < pageRows)
            {
                return rows;
            }

            after = page[^1].Key;
        }
    }

    [Fact]
    public async Task Many_keys_are_read_through_the_primary_key_whatever_the_number_of_versions()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(5, 20), Cancellation);
        await ExecuteAsync("insert into state_versions select '\\x01aa', n, '\\x01' from generate_series(1, 20000) n; analyze state_versions");

        List<string> plan = await RowsAsync(
            "explain (analyze, costs off, timing off, summary off) select v.value "
            + "from unnest(array['\\x01aa'::bytea, '\\x01bb']) with ordinality as asked (key, place) "
            + "left join lateral (select s.value from state_versions s where s.key = asked.key and s.block_number <= 15000 "
            + "order by s.block_number desc limit 1) v on true order by asked.place");
        Assert.Contains(plan, line => line.Contains("Index Scan Backward using pk_state_versions", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }
}
