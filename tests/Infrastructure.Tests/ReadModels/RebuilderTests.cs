using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.ReadModels;
using Ledger.Infrastructure.Tests.Kit;

namespace Ledger.Infrastructure.Tests.ReadModels;

/// <summary>Read models follow from the events, and a flipped row is found (fault 22).</summary>
public sealed class RebuilderTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Rebuilt_rows_equal_the_live_ones()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(6, 20), Cancellation);

        RebuildReport report = await Store.Rebuilder.CompareAsync(0, long.MaxValue, repair: false, Cancellation);
        Assert.True(report.IsEqual);
        Assert.Equal((0, 6), (report.FromBlock, report.ToBlock));
        Assert.Equal(["blocks", "transactions", "logs", "state_versions", "contract_abis"], report.Digests.Select(digest => digest.Table));
        Assert.All(report.Digests, digest => Assert.Equal(64, digest.Live.Length));
        Assert.True((await Store.Rebuilder.CompareAsync(3, 4, repair: false, Cancellation)).IsEqual);
    }

    [Theory]
    [InlineData("blocks", "update blocks set gas_used = gas_used + 1 where number = 3", 3)]
    [InlineData("blocks", "update blocks set seals = '\\xc0' where number = 3", 3)]
    [InlineData("transactions", "update transactions set status = 22 - status where block_number = 2 and transaction_index = 4", 2)]
    [InlineData("transactions", "update transactions set sender = set_byte(sender, 3, get_byte(sender, 3) # 1) "
        + "where block_number = 6 and transaction_index = 0", 6)]
    [InlineData("transactions", "delete from transactions where block_number = 1 and transaction_index = 19", 1)]
    [InlineData("logs", "update logs set data = data || '\\x00' where block_number = 5 and log_index = 2", 5)]
    [InlineData("logs", "insert into logs select block_number, 9999, transaction_index, address, topic0, topic1, topic2, topic3, data "
        + "from logs where block_number = 4 and log_index = 0", 4)]
    [InlineData("state_versions", "update state_versions set value = value || '\\x01' where block_number = 2 "
        + "and key = (select key from state_versions where block_number = 2 order by key limit 1)", 2)]
    [InlineData("state_versions", "delete from state_versions where block_number = 2 "
        + "and key = (select key from state_versions where block_number = 2 order by key limit 1)", 2)]
    public async Task A_flipped_row_is_found_at_its_block(string table, string damage, long number)
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(6, 20), Cancellation);
        Assert.Equal(1, await ExecuteAsync(damage));

        RebuildReport report = await Store.Rebuilder.CompareAsync(0, 6, repair: false, Cancellation);
        Assert.False(report.IsEqual);
        Assert.Equal([new RowDifference(table, number)], report.Differences);
        Assert.Equal([table], report.Digests.Where(digest => digest.Live != digest.Rebuilt).Select(digest => digest.Table));
    }

    [Fact]
    public async Task A_repair_puts_the_rows_right_while_the_node_goes_on()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(4, 10), Cancellation);
        await ExecuteAsync("update transactions set gas_used = 1 where block_number = 2; delete from logs where block_number = 3");

        Assert.False((await Store.Rebuilder.CompareAsync(0, 4, repair: true, Cancellation)).IsEqual);
        Assert.True((await Store.Rebuilder.CompareAsync(0, 4, repair: false, Cancellation)).IsEqual);
        await Store.Ledger.CommitAsync([Chain.Next(3)], Cancellation);
    }

    [Fact]
    public async Task Events_that_are_not_whole_are_no_base_for_a_rebuild()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(3, 5), Cancellation);
        await ExecuteAsync("delete from mt_events where seq_id = 4");

        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(
            () => Store.Rebuilder.CompareAsync(0, 3, repair: true, Cancellation));
        Assert.Equal(StoreFault.NotWhole, refused.Fault);
    }
}
