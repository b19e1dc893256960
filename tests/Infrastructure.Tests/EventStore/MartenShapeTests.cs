using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Events;
using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.Tests.EventStore;

/// <summary>The event tables are Marten's, so that its clients read them: columns of Marten 8 with string stream identity, and
/// the nullable <c>bdata</c> that Marten 9 asks for.</summary>
public sealed class MartenShapeTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Columns_are_martens()
    {
        string[] expected =
        [
            "mt_event_progression name character varying null NO",
            "mt_event_progression last_seq_id bigint null YES",
            "mt_event_progression last_updated timestamp with time zone null YES",
            "mt_events seq_id bigint null NO",
            "mt_events id uuid null NO",
            "mt_events stream_id character varying null YES",
            "mt_events version bigint null NO",
            "mt_events data jsonb null NO",
            "mt_events bdata bytea null YES",
            "mt_events type character varying 500 NO",
            "mt_events timestamp timestamp with time zone null NO",
            "mt_events tenant_id character varying null YES",
            "mt_events mt_dotnet_type character varying null YES",
            "mt_events is_archived boolean null YES",
            "mt_streams id character varying null NO",
            "mt_streams type character varying null YES",
            "mt_streams version bigint null YES",
            "mt_streams timestamp timestamp with time zone null NO",
            "mt_streams created timestamp with time zone null NO",
            "mt_streams tenant_id character varying null YES",
            "mt_streams is_archived boolean null YES",
        ];

        Assert.Equal(expected, await RowsAsync(
            "select table_name, column_name, data_type, character_maximum_length, is_nullable from information_schema.columns "
            + "where table_schema = 'group_1' and table_name like 'mt\\_%' order by table_name collate \"C\", ordinal_position"));
    }

    [Fact]
    public async Task Keys_and_indexes_have_martens_names()
    {
        Assert.Equal(
            [
                "mt_event_progression pk_mt_event_progression PRIMARY KEY (name)",
                "mt_events fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES mt_streams(id) ON DELETE CASCADE",
                "mt_events pkey_mt_events_seq_id PRIMARY KEY (seq_id)",
                "mt_streams pkey_mt_streams_id PRIMARY KEY (id)",
            ],
            await RowsAsync(
                "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
                + "where connamespace = 'group_1'::regnamespace and conrelid::regclass::text like 'mt\\_%' and contype <> 'n' "
                + "order by conrelid::regclass::text collate \"C\", conname collate \"C\""));
        Assert.Equal(
            [
                "pk_mt_event_progression", "pk_mt_events_stream_and_version", "pkey_mt_events_seq_id", "pkey_mt_streams_id",
            ],
            await RowsAsync(
                "select indexname from pg_indexes where schemaname = 'group_1' and tablename like 'mt\\_%' order by indexname collate \"C\""));
        Assert.Equal("group_1.mt_events_sequence", await ScalarAsync<string>(
            "select pg_get_serial_sequence('group_1.mt_events', 'seq_id')"));
    }

    [Fact]
    public async Task Defaults_are_martens()
    {
        Assert.Equal(
            [
                "mt_event_progression last_updated transaction_timestamp()",
                "mt_events is_archived false",
                "mt_events tenant_id '*DEFAULT*'::character varying",
                "mt_streams created now()",
                "mt_streams is_archived false",
                "mt_streams tenant_id '*DEFAULT*'::character varying",
                "mt_streams timestamp now()",
            ],
            await RowsAsync(
                "select table_name, column_name, column_default from information_schema.columns where table_schema = 'group_1' "
                + "and table_name like 'mt\\_%' and column_default is not null and (table_name, column_name) <> ('mt_events', 'timestamp') "
                + "order by table_name collate \"C\", column_name collate \"C\""));
    }

    [Fact]
    public async Task Every_event_fills_what_a_client_reads()
    {
        await Store.Ledger.CommitAsync([Chain.Next(5)], Cancellation);
        await Store.Journal.AppendAsync([new PrepareSigned(2, 0, "0x01")], [], Cancellation);

        Assert.Equal(
            [
                "block_committed Ledger.Domain.Events.BlockCommitted, Ledger.Domain ledger",
                "group_created Ledger.Domain.Events.GroupCreated, Ledger.Domain ledger",
                "prepare_signed Ledger.Domain.Events.PrepareSigned, Ledger.Domain consensus",
                "transaction_executed Ledger.Domain.Events.TransactionExecuted, Ledger.Domain ledger",
            ],
            await RowsAsync("select distinct type, mt_dotnet_type, stream_id from mt_events order by 1"));
        Assert.Equal(0, await ScalarAsync<long>(
            "select count(*) from mt_events where tenant_id <> '*DEFAULT*' or is_archived or bdata is not null or id is null "
            + "or abs(extract(epoch from now() - timestamp)) > 3600"));
        Assert.Equal(8, await ScalarAsync<long>("select count(distinct id) from mt_events where substr(id::text, 15, 1) = '7'"));
    }

    [Fact]
    public async Task The_stored_json_is_the_json_of_the_record()
    {
        FinalBlock block = Chain.Next(30);
        await Store.Ledger.CommitAsync([block], Cancellation);

        List<string> stored = await RowsAsync("select data::text from mt_events where seq_id > 1 order by seq_id");
        IReadOnlyList<LedgerEvent> events = EventMapping.ToEvents(block.Block, block.Certificate);
        Assert.Equal(events.Count, stored.Count);
        for (int i = 0; i < events.Count; i++)
        {
            string expected = JsonSerializer.Serialize(events[i], events[i].GetType());
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(stored[i])), $"{expected}\n{stored[i]}");
        }
    }

    [Fact]
    public async Task A_client_that_appends_its_own_stream_does_not_collide()
    {
        await Store.Ledger.CommitAsync([Chain.Next(3)], Cancellation);
        await ExecuteAsync(
            "insert into mt_streams (id, version) values ('theirs', 1); "
            + "insert into mt_events (seq_id, id, stream_id, version, data, type) "
            + "values (nextval('mt_events_sequence'), gen_random_uuid(), 'theirs', 1, '{}', 'their_event')");
        FinalBlock next = Chain.Next(3);

        await Store.Ledger.CommitAsync([next], Cancellation);

        Assert.Equal("6 10", Assert.Single(await RowsAsync(
            "select (select seq_id from mt_events where stream_id = 'theirs'), max(seq_id) from mt_events")));
        Assert.Equal(2, (await ReopenAsync()).Number);
    }

    [Fact]
    public void A_journal_position_is_never_a_ledger_position()
    {
        Assert.True(JournalPositions.Of(1) < 0);
        Assert.True(JournalPositions.Of(1_000_000_000_000_000_000) < 0);
        Assert.True(JournalPositions.Of(1) < JournalPositions.Of(2));
    }
}
