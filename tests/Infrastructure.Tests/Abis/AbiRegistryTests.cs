using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.ReadModels;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Testing;

namespace Ledger.Infrastructure.Tests.Abis;

/// <summary>The stream <c>abis</c> and its projection in a real PostgreSQL.</summary>
public sealed class AbiRegistryTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private const string Json = """[ {"type":"error","name":"E","inputs":[],"internalType":"\u0000\ud800", "n":1e999} ]""";

    private static readonly Address[] Contracts =
        [.. Enumerable.Range(0, 3).Select(i => Generators.Address(new Random(i))).Order()];

    private IAbiRegistry Abis => Store.Abis;

    [Fact]
    public async Task What_is_registered_is_read_back_to_the_character_also_after_a_restart()
    {
        Assert.Empty(await Abis.LoadAsync(Cancellation));
        DateTimeOffset time = await Abis.RegisterAsync(Contracts[1], Json, Cancellation);
        await Abis.RegisterAsync(Contracts[0], "[]", Cancellation);
        await ReopenAsync();

        Assert.Equal([Contracts[0], Contracts[1]], (await Abis.LoadAsync(Cancellation)).Select(abi => abi.Address));
        Assert.Equal(new RegisteredAbi(Contracts[1], Json, time), await Abis.FindAsync(Contracts[1], Cancellation));
        Assert.Null(await Abis.FindAsync(Contracts[2], Cancellation));
    }

    [Fact]
    public async Task Every_change_is_an_event_of_its_own_stream_below_the_ledgers_positions()
    {
        await Abis.RegisterAsync(Contracts[0], "[]", Cancellation);
        await Abis.RegisterAsync(Contracts[0], "[ ]", Cancellation);
        Assert.True(await Abis.RemoveAsync(Contracts[0], Cancellation));
        Assert.False(await Abis.RemoveAsync(Contracts[0], Cancellation));

        Assert.Equal(
            [
                $"1 abi_registered Ledger.Domain.Events.AbiRegistered, Ledger.Domain {Contracts[0]} []",
                $"2 abi_registered Ledger.Domain.Events.AbiRegistered, Ledger.Domain {Contracts[0]} [ ]",
                $"3 abi_removed Ledger.Domain.Events.AbiRemoved, Ledger.Domain {Contracts[0]} null",
            ],
            await RowsAsync(
                "select version, type, mt_dotnet_type, data ->> 'Address', data ->> 'Abi' from mt_events "
                + "where stream_id = 'abis' and seq_id < 0 and seq_id > (select max(seq_id) from mt_events where stream_id = 'consensus') "
                + "is not false order by seq_id"));
        Assert.Equal(3, await ScalarAsync<long>("select version from mt_streams where id = 'abis'"));
    }

    [Fact]
    public async Task Blocks_are_committed_beside_it_without_a_gap()
    {
        await Abis.RegisterAsync(Contracts[0], "[]", Cancellation);
        await Store.Ledger.CommitAsync(Chain.NextMany(2, 3), Cancellation);
        await Abis.RegisterAsync(Contracts[1], "[]", Cancellation);
        await Store.Ledger.CommitAsync(Chain.NextMany(1, 3), Cancellation);

        Assert.Equal(3, (await ReopenAsync()).Number);
    }

    [Fact]
    public async Task Changes_at_the_same_time_stand_one_after_the_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Abis.RegisterAsync(Contracts[i % 3], $"[{i}]", Cancellation)));

        Assert.Equal(12, await ScalarAsync<long>("select version from mt_streams where id = 'abis'"));
        Assert.True((await Store.Rebuilder.CompareAsync(0, 0, repair: false, Cancellation)).IsEqual);
    }

    [Theory]
    [InlineData("delete from contract_abis where version = 1")]
    [InlineData("update contract_abis set abi = '[1]' where version = 1")]
    [InlineData("insert into contract_abis select '\\x00', version, registered_at, abi from contract_abis where version = 1")]
    public async Task A_projection_that_differs_from_its_stream_is_found_and_repaired(string damage)
    {
        await Abis.RegisterAsync(Contracts[0], Json, Cancellation);
        await Abis.RegisterAsync(Contracts[1], "[]", Cancellation);
        await Abis.RemoveAsync(Contracts[1], Cancellation);
        Assert.True((await Store.Rebuilder.CompareAsync(0, 0, repair: false, Cancellation)).IsEqual);

        await ExecuteAsync(damage);
        RebuildReport report = await Store.Rebuilder.CompareAsync(0, 0, repair: true, Cancellation);

        Assert.Equal(["contract_abis"], report.Digests.Where(digest => digest.Live != digest.Rebuilt).Select(digest => digest.Table));
        Assert.True((await Store.Rebuilder.CompareAsync(0, 0, repair: false, Cancellation)).IsEqual);
        Assert.Equal(Json, Assert.Single(await Abis.LoadAsync(Cancellation)).Json);
    }

    [Fact]
    public async Task Auditors_read_it_and_a_group_that_was_not_opened_since_is_left_out()
    {
        await Abis.RegisterAsync(Contracts[0], "[]", Cancellation);
        await ExecuteAsync("create schema group_9; create table group_9.store_identity (x int); "
            + "create table group_9.blocks (like group_1.blocks); create table group_9.transactions (like group_1.transactions); "
            + "create table group_9.logs (like group_1.logs); create table group_9.state_versions (like group_1.state_versions)");
        await ReopenAsync();

        Assert.Equal([$"1 {Contracts[0]} []"], await RowsAsync("select group_id, address, abi from audit.contract_abis"));
    }
}
