using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.Tests.EventStore;

/// <summary>What one group takes of the database server.</summary>
public sealed class GroupDatabaseTests
{
    [Theory]
    [InlineData("Host=h;Database=d", GroupDatabase.ReadersMax)]
    [InlineData("Host=h;Database=d;Maximum Pool Size=40", 40)]
    [InlineData("Host=h;Database=d;MaxPoolSize=100", 100)]
    public async Task A_groups_readers_have_a_pool_of_bounded_size_that_the_operator_may_change(string text, int expected)
    {
        await using var database = new GroupDatabase(text, 7);

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(database.Readers.ConnectionString).MaxPoolSize);
        Assert.Equal("group_7", new NpgsqlConnectionStringBuilder(database.Readers.ConnectionString).SearchPath);
    }
}
