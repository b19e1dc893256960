using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;
using Npgsql;

namespace Ledger.Infrastructure.Tests.EventStore;

/// <summary>Commits whose outcome the node does not learn (fault 18) or that die in the middle (faults 16 and 19).</summary>
public sealed class CrashTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private CuttingProxy _proxy = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Store.DisposeAsync();
        NpgsqlConnectionStringBuilder direct = new(Database);
        _proxy = Owned(new CuttingProxy(direct.Host!, direct.Port));
        Store = NewStore(new NpgsqlConnectionStringBuilder(Database)
        {
            Host = "127.0.0.1",
            Port = _proxy.Port,
            SslMode = SslMode.Disable,
        }.ConnectionString);
        await Store.Ledger.OpenAsync(Chain.Genesis, Chain.GenesisFinal, Cancellation);
    }

    [Theory]
    [InlineData(Cut.BeforeServer, 0)]
    [InlineData(Cut.BeforeClient, 1)]
    public async Task A_connection_cut_at_commit_leaves_the_block_absent_or_whole_and_a_retry_settles_it(Cut cut, long held)
    {
        FinalBlock block = Chain.Next(5);
        _proxy.Next = cut;

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Store.Ledger.CommitAsync([block], Cancellation));
        Assert.Equal(held, await ScalarAsync<long>("select count(*) from blocks where number = 1"));
        await Store.Ledger.CommitAsync([block], Cancellation);

        Assert.Equal(1, await ScalarAsync<long>("select count(*) from blocks where number = 1"));
        Assert.Equal(5, await ScalarAsync<long>("select count(*) from transactions"));
        Assert.Equal(7, await ScalarAsync<long>("select max(seq_id) from mt_events"));
        Assert.Equal(7, await ScalarAsync<long>("select count(*) from mt_events"));
    }

    [Theory]
    [InlineData("transactions")]
    [InlineData("logs")]
    [InlineData("blocks")]
    public async Task A_session_killed_between_two_tables_leaves_nothing_of_the_block(string table)
    {
        FinalBlock[] blocks = Chain.NextMany(2, 12);
        await Store.Ledger.CommitAsync(blocks[..1], Cancellation);
        string before = await FingerprintAsync();

        await using (var holder = new NpgsqlConnection(Database + ";Search Path=group_1;Pooling=false"))
        {
            await holder.OpenAsync(Cancellation);
            await using NpgsqlTransaction hold = await holder.BeginTransactionAsync(Cancellation);
            await RunAsync(holder, $"lock table {table} in share mode");
            Task commit = Store.Ledger.CommitAsync(blocks[1..], Cancellation);
            await KillBlockedWriterAsync(holder);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => commit);
        }

        Assert.Equal(before, await FingerprintAsync());
        await Store.Ledger.CommitAsync(blocks[1..], Cancellation);
        Assert.Equal(1 + (2 * 13), await ScalarAsync<long>("select count(*) from mt_events"));
        Assert.True((await Store.Rebuilder.CompareAsync(0, 2, repair: false, Cancellation)).IsEqual);
    }

    [Fact]
    public async Task A_canceled_commit_leaves_nothing_and_can_be_repeated()
    {
        FinalBlock block = Chain.Next(8);
        await using (var holder = new NpgsqlConnection(Database + ";Search Path=group_1;Pooling=false"))
        {
            await holder.OpenAsync(Cancellation);
            await using NpgsqlTransaction hold = await holder.BeginTransactionAsync(Cancellation);
            await RunAsync(holder, "lock table blocks in share mode");
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            Task commit = Store.Ledger.CommitAsync([block], cancel.Token);
            await BlockedWriterAsync(holder);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        }

        Assert.Equal(1, await ScalarAsync<long>("select count(*) from mt_events"));
        await Store.Ledger.CommitAsync([block], Cancellation);
        Assert.Equal(10, await ScalarAsync<long>("select count(*) from mt_events"));
    }

    [Fact]
    public async Task A_second_writer_of_the_same_schema_is_refused()
    {
        PostgresGroupStore second = NewStore(Database);

        LedgerStoreException refused = await Assert.ThrowsAsync<LedgerStoreException>(
            () => second.Ledger.OpenAsync(Chain.Genesis, Chain.GenesisFinal, Cancellation));
        Assert.Equal(StoreFault.AnotherWriter, refused.Fault);
    }

    [Fact]
    public async Task Readers_go_on_after_the_server_ended_their_sessions()
    {
        await Store.Ledger.CommitAsync([Chain.Next(2)], Cancellation);
        await Store.Blocks.TotalsAsync(Cancellation);
        await ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");

        Assert.Equal(2, (await Store.Blocks.TotalsAsync(Cancellation)).Transactions);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Waits until some session of this database waits for a lock, and names it.</summary>
    private static async Task<int> BlockedWriterAsync(NpgsqlConnection connection)
    {
        while (true)
        {
            await using var command = new NpgsqlCommand(
                "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", connection);
            if (await command.ExecuteScalarAsync(Cancellation) is int pid)
            {
                return pid;
            }

            await RunAsync(connection, "select pg_stat_clear_snapshot()");
        }
    }

    private static async Task KillBlockedWriterAsync(NpgsqlConnection connection) =>
        await RunAsync(connection, $"select pg_terminate_backend({await BlockedWriterAsync(connection)})");

    /// <summary>A digest of every table of the group.</summary>
    private async Task<string> FingerprintAsync()
    {
        List<string> parts = [];
        foreach (string table in (string[])["mt_events", "mt_streams", "mt_event_progression", "state_versions", "blocks", "transactions", "logs"])
        {
            parts.Add(await ScalarAsync<string>(
                $"select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from {table} t"));
        }

        return string.Join(' ', parts);
    }
}
