using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.Tests.Kit;

namespace Ledger.Infrastructure.Tests.EventStore;

/// <summary>What a start notices of a store that was changed behind its back (faults 21 and 23).</summary>
public sealed class TailCheckTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData("delete from mt_events where seq_id = 10")]
    [InlineData("delete from mt_events where seq_id = 15")]
    [InlineData("update mt_events set data = jsonb_set(data, '{Receipt,GasUsed}', '1') where seq_id = 10")]
    [InlineData("update mt_events set data = jsonb_set(data, '{Raw}', '\"0x00\"') where seq_id = 10")]
    [InlineData("update mt_events set data = jsonb_set(data, '{Index}', '9') where seq_id = 10")]
    [InlineData("update mt_events set data = jsonb_set(data, '{Header}', '\"0xc0\"') where seq_id = 13")]
    [InlineData("update mt_events set data = data - 'Receipt' where seq_id = 10")]
    [InlineData("update mt_events set type = 'something_else' where seq_id = 13")]
    [InlineData("update mt_events set stream_id = 'consensus' where seq_id = 10")]
    [InlineData("update mt_streams set version = version + 1 where id = 'ledger'")]
    [InlineData("update mt_event_progression set last_seq_id = 3 where name = 'Logs:All'")]
    [InlineData("delete from mt_event_progression where name = 'HighWaterMark'")]
    [InlineData("update blocks set header = set_byte(header, 40, get_byte(header, 40) # 1) where number = 2")]
    [InlineData("update blocks set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where number = 2")]
    [InlineData("delete from blocks where number = 3")]
    [InlineData("delete from blocks")]
    [InlineData("update blocks set last_position = last_position - 1 where number = 2")]
    [InlineData("update mt_events set seq_id = 100, version = version where seq_id = 19")]
    [InlineData("insert into mt_events (seq_id, id, stream_id, version, data, type) "
        + "select 20, gen_random_uuid(), 'ledger', 20, data, type from mt_events where seq_id = 19")]
    public async Task A_start_refuses_a_tail_that_is_not_whole(string damage)
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(3, 5), Cancellation);
        Assert.True(await ExecuteAsync(damage) > 0);

        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(ReopenAsync);
        Assert.Equal(StoreFault.NotWhole, refused.Fault);
        Assert.Contains("Restore this database from a backup", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_chain_is_checked_from_its_tail()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(TailCheck.BlocksMax + 5, 1), Cancellation);

        Assert.Equal(TailCheck.BlocksMax + 5, (await ReopenAsync()).Number);
    }

    [Fact]
    public async Task A_peer_is_never_given_a_header_that_was_altered()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(2, 2), Cancellation);
        await ExecuteAsync("update blocks set header = set_byte(header, 40, get_byte(header, 40) # 1) where number = 1");

        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(
            () => Store.Ledger.ReadBlocksAsync(1, 1, long.MaxValue, Cancellation));
        Assert.Equal(StoreFault.NotWhole, refused.Fault);
        await Assert.ThrowsAsync<LedgerStoreException>(() => Store.Blocks.FindAsync(1, Cancellation));
    }
}
