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
