using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.Tests.EventStore;

public sealed class CommitTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_new_store_holds_the_genesis_block_alone()
    {
        ChainHead head = await ReopenAsync();

        Assert.Equal(0, head.Number);
        Assert.Equal(Chain.GenesisFinal.Block.Hash, head.Hash);
        Assert.Equal(1, await ScalarAsync<long>("select last_position from blocks"));
        Assert.Equal("group_created", await ScalarAsync<string>("select type from mt_events"));
    }

    [Fact]
    public async Task Committed_blocks_come_back_as_they_were()
    {
        FinalBlock[] blocks = Chain.NextMany(3, 20);
        await Store.Ledger.CommitAsync(blocks[..2], Cancellation);
        await Store.Ledger.CommitAsync(blocks[2..], Cancellation);

        IReadOnlyList<CertifiedBlock> read = await Store.Ledger.ReadBlocksAsync(1, 10, long.MaxValue, Cancellation);
        Assert.Equal(3, read.Count);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(HeaderCodec.Encode(blocks[i].Block.Header), HeaderCodec.Encode(read[i].Header));
            Assert.Equal(
                blocks[i].Certificate.Seals.Select(seal => (seal.Sealer, Convert.ToHexString(seal.Signature.Span))),
                read[i].Certificate.Seals.Select(seal => (seal.Sealer, Convert.ToHexString(seal.Signature.Span))));
            Assert.Equal(
                blocks[i].Block.Transactions.Select(t => Convert.ToHexString(t.Transaction.Raw.Span)),
                read[i].Transactions.Select(raw => Convert.ToHexString(raw.Span)));
        }

        ChainHead head = await ReopenAsync();
        Assert.Equal(blocks[2].Block.Hash, head.Hash);
    }

    [Fact]
    public async Task Positions_and_versions_have_no_gaps_and_progress_stands_at_the_last()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(4, 7), Cancellation);

        const long Events = 1 + (4 * 8);
        Assert.Equal(
            $"1 {Events} {Events} 1 {Events}",
            Assert.Single(await RowsAsync(
                "select min(seq_id), max(seq_id), count(*), min(version), max(version) from mt_events")));
        Assert.Equal(Events, await ScalarAsync<long>("select version from mt_streams where id = 'ledger'"));
        Assert.Equal(Events + 1, await ScalarAsync<long>("select nextval('mt_events_sequence')"));
        Assert.All(
            await RowsAsync("select last_seq_id from mt_event_progression"), row => Assert.Equal($"{Events}", row));
    }

    [Fact]
    public async Task Size_and_count_bound_what_a_peer_is_given_but_one_block_always_comes()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(3, 5), Cancellation);

        Assert.Single(await Store.Ledger.ReadBlocksAsync(1, 10, 1, Cancellation));
        Assert.Equal(2, (await Store.Ledger.ReadBlocksAsync(1, 2, long.MaxValue, Cancellation)).Count);
        Assert.Empty(await Store.Ledger.ReadBlocksAsync(4, 10, long.MaxValue, Cancellation));
    }

    [Fact]
    public async Task Hashes_headers_and_membership_are_answered()
    {
        FinalBlock[] blocks = Chain.NextMany(3, 6);
        await Store.Ledger.CommitAsync(blocks, Cancellation);

        Assert.Equal(
            [blocks[1].Block.Hash, blocks[2].Block.Hash], await Store.Ledger.ReadBlockHashesAsync(3, 2, Cancellation));
        Assert.Equal(4, (await Store.Ledger.ReadBlockHashesAsync(3, 100, Cancellation)).Count);
        Assert.Equal(blocks[1].Block.Header.StateRoot, (await Store.Ledger.FindHeaderAsync(2, Cancellation))!.StateRoot);
        Assert.Null(await Store.Ledger.FindHeaderAsync(9, Cancellation));
        Assert.Equal(
            [true, false, true],
            await Store.Ledger.ContainsTransactionsAsync(
                [blocks[0].Block.Transactions[3].Hash, Hash256.Zero, blocks[2].Block.Transactions[0].Hash], Cancellation));
    }

    [Fact]
    public async Task Fisco_nonces_are_read_from_a_block_on()
    {
        FinalBlock[] blocks = Chain.NextMany(3, 20);
        await Store.Ledger.CommitAsync(blocks, Cancellation);

        (long Number, UInt256 Nonce)[] expected = [.. blocks.Skip(1).SelectMany(block => block.Block.Transactions
            .Where(t => t.Transaction.IsFisco).Select(t => (block.Block.Number, t.Transaction.Nonce)))];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await Store.Ledger.ReadFiscoNoncesAsync(2, long.MaxValue, Cancellation));
    }

    [Fact]
    public async Task Committing_the_same_blocks_again_changes_nothing()
    {
        FinalBlock[] blocks = Chain.NextMany(3, 4);
        await Store.Ledger.CommitAsync(blocks[..2], Cancellation);
        await Store.Ledger.CommitAsync(blocks[..2], Cancellation);
        await Store.Ledger.CommitAsync(blocks, Cancellation);

        Assert.Equal(1 + (3 * 5), await ScalarAsync<long>("select count(*) from mt_events"));
        Assert.Equal(12, await ScalarAsync<long>("select count(*) from transactions"));
    }

    [Fact]
    public async Task Another_block_at_a_held_number_is_refused_with_both_hashes()
    {
        FinalBlock held = Chain.Next(4);
        await Store.Ledger.CommitAsync([held], Cancellation);
        FinalBlock other = new TestChain(seed: 11).Next(5);

        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(
            () => Store.Ledger.CommitAsync([other], Cancellation));
        Assert.Equal(StoreFault.ConflictingBlock, refused.Fault);
        Assert.Contains(held.Block.Hash.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains(other.Block.Hash.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_does_not_follow_the_last_one_is_refused()
    {
        FinalBlock[] blocks = Chain.NextMany(2, 2);

        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(
            () => Store.Ledger.CommitAsync(blocks[1..], Cancellation));
        Assert.Equal(StoreFault.ConflictingBlock, refused.Fault);
        await Store.Ledger.CommitAsync(blocks, Cancellation);
    }

    [Fact]
    public async Task A_store_of_another_genesis_is_refused_with_both_hashes()
    {
        await Store.DisposeAsync();
        TestChain other = new(seed: 12);

        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(
            () => NewStore(Database).Ledger.OpenAsync(other.Genesis, other.GenesisFinal, Cancellation));
        Assert.Equal(StoreFault.OtherGenesis, refused.Fault);
        Assert.Contains(Chain.GenesisFinal.Block.Hash.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains(other.GenesisFinal.Block.Hash.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blocks_are_refused_before_the_store_is_open()
    {
        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(
            () => NewStore(Database).Ledger.CommitAsync([Chain.Next(1)], Cancellation));
        Assert.Equal(StoreFault.NotOpen, refused.Fault);
    }

    [Fact]
    public async Task The_status_names_position_block_and_version()
    {
        await Store.Ledger.CommitAsync(Chain.NextMany(2, 3), Cancellation);

        Application.Ports.StoreState state = await Store.Status.CheckAsync(Cancellation);
        Assert.Equal((9, 2), (state.Position, state.BlockNumber));
        Assert.Matches(@"^\d+(\.\d+)?$", state.ServerVersion);
        Assert.True(state.SizeBytes > 0);
    }
}
