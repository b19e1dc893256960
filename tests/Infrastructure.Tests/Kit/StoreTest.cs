using Ledger.Node.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Infrastructure.Tests.Kit;

/// <summary>A test with a database, a chain and a store of its own.</summary>
public abstract class StoreTest(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TestChain Chain { get; } = new(seed: 11);

    protected string Database { get; set; } = "";

    protected PostgresGroupStore Store { get; set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Database = await NewDatabaseAsync();
        Store = NewStore(Database);
        await Store.Ledger.OpenAsync(Chain.Genesis, Chain.GenesisFinal, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync();
        }

        NpgsqlConnection.ClearPool(new NpgsqlConnection(Database));
        GC.SuppressFinalize(this);
    }

    protected Task<string> NewDatabaseAsync() => postgres.NewDatabaseAsync();

    protected PostgresGroupStore NewStore(string connectionString)
    {
        var store = new PostgresGroupStore(
            connectionString, 1, TestChain.Suite, TimeProvider.System, NullLoggerFactory.Instance);
        _owned.Add(store);
        return store;
    }

    protected T Owned<T>(T value)
        where T : IAsyncDisposable
    {
        _owned.Add(value);
        return value;
    }

    /// <summary>Opens the same database again, as a node does that was started anew.</summary>
    protected async Task<ChainHead> ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = NewStore(Database);
        return await Store.Ledger.OpenAsync(Chain.Genesis, Chain.GenesisFinal, Cancellation);
    }

    protected async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database + ";Search Path=group_1");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Cancellation);
    }

    protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database + ";Search Path=group_1");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    protected async Task<List<string>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database + ";Search Path=group_1");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Cancellation);
        List<string> rows = [];
        while (await reader.ReadAsync(Cancellation))
        {
            object[] values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join(' ', values.Select(value => value is DBNull ? "null" : value.ToString())));
        }

        return rows;
    }
}
