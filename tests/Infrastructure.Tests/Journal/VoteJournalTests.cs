using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Infrastructure.Tests.Journal;

public sealed class VoteJournalTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly ConsensusEvent[] OneOfEach =
    [
        new ProposalAccepted(1, 0, "0x01", "0xaa"),
        new PrepareSigned(1, 0, "0x01"),
        new CommitSigned(1, 0, "0x01", "0xbb"),
        new CheckpointSigned(1, 0, "0x02"),
        new ViewChangeSigned(1, 1, "0xcc"),
        new NewViewAccepted(1, 1, "0xdd"),
        new EvidenceFound(2, 1, "0x03", "0xee", "0xff"),
    ];

    private static readonly ConsensusEvent[] OneOfEachOfRaft =
    [
        new TermStarted(0, 3, 0),
        new VoteGranted(0, 3, 0, 2),
        new EntriesAppended(1, 3, 0, 0, 0, "0x01"),
        new LogCompacted(1, 3, 0, 1),
    ];

    [Fact]
    public async Task Facts_come_back_in_order_after_a_restart()
    {
        await Store.Journal.AppendAsync(OneOfEach[..3], [], Cancellation);
        await Store.Journal.AppendAsync(OneOfEach[3..], [], Cancellation);
        await ReopenAsync();

        Assert.Equal(OneOfEach, await Store.Journal.LoadAsync(0, Cancellation));
        await Store.Journal.AppendAsync(OneOfEachOfRaft, [], Cancellation);
        await ReopenAsync();
        Assert.Equal([.. OneOfEach, .. OneOfEachOfRaft], await Store.Journal.LoadAsync(0, Cancellation));
    }

    [Fact]
    public async Task Facts_are_counted_whether_or_not_they_still_matter()
    {
        Assert.Equal(0, await Store.Journal.CountAsync(Cancellation));
        await Store.Journal.AppendAsync(OneOfEach, [], Cancellation);
        Assert.Equal(OneOfEach.Length, await Store.Journal.CountAsync(Cancellation));
        await ReopenAsync();
        Assert.Equal(OneOfEach.Length, await Store.Journal.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Facts_of_committed_heights_are_left_out_but_not_the_last_ones_about_views()
    {
        await Store.Journal.AppendAsync(
            [.. OneOfEach, new ViewChangeSigned(1, 2, "0x22"), new PrepareSigned(3, 2, "0x03")], [], Cancellation);

        Assert.Equal(
            [
                new NewViewAccepted(1, 1, "0xdd"),
                new EvidenceFound(2, 1, "0x03", "0xee", "0xff"),
                new ViewChangeSigned(1, 2, "0x22"),
                new PrepareSigned(3, 2, "0x03"),
            ],
            await Store.Journal.LoadAsync(1, Cancellation));
    }

    [Fact]
    public async Task A_start_reads_only_what_stands_above_the_mark()
    {
        await Store.Journal.LoadAsync(0, Cancellation);
        await Store.Journal.AppendAsync([new NewViewAccepted(0, 4, "0x04")], [], Cancellation);
        for (int number = 1; number <= 6; number++)
        {
            await Store.Journal.AppendAsync(
                [new PrepareSigned(number, 4, "0x01"), new PrepareSigned(number + 1, 4, "0x02")], [], Cancellation);
            await Store.Journal.DropBodiesAsync(number, Cancellation);
        }

        Assert.Equal("6 13 {1}", Assert.Single(await RowsAsync(
            "select committed, version, view_versions::text from journal_mark")));
        await ReopenAsync();
        Assert.Equal(
            [new NewViewAccepted(0, 4, "0x04"), new PrepareSigned(7, 4, "0x02")],
            await Store.Journal.LoadAsync(6, Cancellation));

        // A store set back below the mark must see the facts that the mark left out.
        Assert.Equal(6, (await Store.Journal.LoadAsync(4, Cancellation)).Count);
    }

    /// <summary>A term, a vote and a log outlive the heights in which they were written, and the mark that makes a start short.</summary>
    [Fact]
    public async Task Term_vote_and_log_survive_pruning()
    {
        await Store.Journal.LoadAsync(0, Cancellation);
        ConsensusEvent[] beginning = [new TermStarted(0, 7, 0), new VoteGranted(0, 7, 0, 2)];
        await Store.Journal.AppendAsync(beginning, [], Cancellation);
        EntriesAppended[] entries = [.. Enumerable.Range(1, 9).Select(number =>
            new EntriesAppended(number, 7, 0, number - 1, number == 1 ? 0 : 7, $"0x0{number}"))];
        for (int number = 1; number <= 9; number++)
        {
            await Store.Journal.AppendAsync([entries[number - 1]], [], Cancellation);
            await Store.Journal.DropBodiesAsync(number, Cancellation);
        }

        await ReopenAsync();
        Assert.Equal([.. beginning, .. entries], await Store.Journal.LoadAsync(9, Cancellation));

        var compacted = new LogCompacted(6, 7, 0, 6);
        await Store.Journal.AppendAsync([compacted], [], Cancellation);
        await Store.Journal.DropBodiesAsync(9, Cancellation);
        Assert.Equal("9 9 {1,2,12}", Assert.Single(await RowsAsync(
            "select committed, version, view_versions::text from journal_mark")));
        await ReopenAsync();
        Assert.Equal([.. beginning, .. entries[6..], compacted], await Store.Journal.LoadAsync(9, Cancellation));
        await Store.Journal.AppendAsync([new VoteGranted(9, 8, 0, 1)], [], Cancellation);
        await ReopenAsync();
        Assert.Equal(
            [beginning[0], .. entries[6..], compacted, new VoteGranted(9, 8, 0, 1)],
            await Store.Journal.LoadAsync(40, Cancellation));
    }

    [Fact]
    public async Task Bodies_are_held_once_and_dropped_with_their_height()
    {
        Random random = new(3);
        JournalBody[] bodies = [.. Enumerable.Range(0, 12).Select(i =>
            new JournalBody(1 + (i / 4), Generators.Hash(random), Generators.Bytes(random, 3000)))];
        await Store.Journal.AppendAsync([OneOfEach[0]], bodies[..8], Cancellation);
        await Store.Journal.AppendAsync([OneOfEach[1]], bodies, Cancellation);
        await Store.Journal.AppendAsync([], bodies, Cancellation);
        Assert.Equal(3, await ScalarAsync<long>("select count(*) from proposal_bodies"));
        await ReopenAsync();

        Assert.Equal(bodies.Select(Text), (await Store.Journal.LoadBodiesAsync(Cancellation)).Select(Text));
        await Store.Journal.DropBodiesAsync(2, Cancellation);
        Assert.Equal(bodies[8..].Select(Text), (await Store.Journal.LoadBodiesAsync(Cancellation)).Select(Text));

        static string Text(JournalBody body) => $"{body.Number} {body.Hash} {Convert.ToHexString(body.Raw.Span)}";
    }

    [Theory]
    [InlineData(Cut.BeforeServer)]
    [InlineData(Cut.BeforeClient)]
    public async Task An_append_whose_answer_was_lost_is_written_once_when_it_is_repeated(Cut cut)
    {
        NpgsqlConnectionStringBuilder direct = new(Database);
        CuttingProxy proxy = Owned(new CuttingProxy(direct.Host!, direct.Port));
        proxy.Statement = "\"0xbb\""u8.ToArray();
        PostgresGroupStore cutOff = NewStore(new NpgsqlConnectionStringBuilder(Database)
        {
            Host = "127.0.0.1",
            Port = proxy.Port,
            SslMode = SslMode.Disable,
        }.ConnectionString);
        await cutOff.Journal.AppendAsync(OneOfEach[..2], [], Cancellation);
        proxy.Next = cut;

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => cutOff.Journal.AppendAsync([OneOfEach[2]], [], Cancellation));
        await cutOff.Journal.AppendAsync([OneOfEach[2]], [], Cancellation);
        await cutOff.Journal.AppendAsync([OneOfEach[3]], [], Cancellation);

        Assert.Equal(OneOfEach[..4], await cutOff.Journal.LoadAsync(0, Cancellation));
        Assert.Equal(4, await ScalarAsync<long>("select version from mt_streams where id = 'consensus'"));
    }

    [Fact]
    public async Task Votes_and_blocks_written_at_once_keep_both_streams_without_gaps()
    {
        FinalBlock[] blocks = Chain.NextMany(10, 5);
        var votes = Task.Run(
            async () =>
            {
                for (int i = 1; i <= 60; i++)
                {
                    await Store.Journal.AppendAsync([new PrepareSigned(i, 0, "0x01")], [], Cancellation);
                }
            },
            Cancellation);
        foreach (FinalBlock block in blocks)
        {
            await Store.Ledger.CommitAsync([block], Cancellation);
        }

        await votes;
        Assert.Equal(
            ["consensus 60 1 60", "ledger 61 1 61"],
            await RowsAsync("select stream_id, count(*), min(version), max(version) from mt_events group by 1 order by 1"));
        Assert.Equal(61, await ScalarAsync<long>("select count(*) from mt_events where seq_id between 1 and 61"));
        Assert.Equal(0, await ScalarAsync<long>(
            "select count(*) from (select seq_id, lag(seq_id) over (order by version) as before from mt_events "
            + "where stream_id = 'consensus') e where seq_id <> before + 1"));
    }

    [Fact]
    public async Task A_damaged_fact_is_named_and_not_passed_over()
    {
        await Store.Journal.AppendAsync(OneOfEach[..3], [], Cancellation);
        await ExecuteAsync("update mt_events set type = 'unknown' where stream_id = 'consensus' and version = 2");

        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(
            () => Store.Journal.LoadAsync(0, Cancellation));
        Assert.Equal(StoreFault.NotWhole, refused.Fault);
        Assert.Contains("Event 2 of the consensus stream", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_bodies_are_named()
    {
        await Store.Journal.AppendAsync([OneOfEach[0]], [new JournalBody(1, Hash256.Zero, new byte[50])], Cancellation);
        await ExecuteAsync("update proposal_bodies set bodies = substr(bodies, 1, 60)");

        await Assert.ThrowsAsync<LedgerStoreException>(() => Store.Journal.LoadBodiesAsync(Cancellation));
    }
}
