using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Accounts, read from the versions of the world state themselves.</summary>
/// <remarks>There is no table of accounts: its rows would be updated with nearly every transaction, and what it would say
/// stands in <c>state_versions</c> already. The first and last version of a key are the ends of its part of the primary key, and
/// the next account is one descent away.</remarks>
internal sealed class AccountReadModel(GroupDatabase database) : IAccountReadModel
{
    private const string Versions =
        "cross join lateral (select value, block_number from state_versions s where s.key = f.key "
        + "order by block_number desc limit 1) newest "
        + "cross join lateral (select block_number from state_versions s where s.key = f.key order by block_number limit 1) oldest "
        + "where length(newest.value) > 0";

    private const string FindStatement =
        "select f.key, newest.value, oldest.block_number, newest.block_number from (select $1 as key) f " + Versions;

    // A walk from key to next key; it stops when the limit is reached. 0x01 begins the keys of accounts, 0x02 those of storage.
    private const string ListStatement =
        "with recursive f as ("
        + "(select key from state_versions where key > $1 and key < '\\x02' order by key limit 1) "
        + "union all "
        + "select (select s.key from state_versions s where s.key > f.key and s.key < '\\x02' order by s.key limit 1) "
        + "from f where f.key is not null) "
        + "select f.key, newest.value, oldest.block_number, newest.block_number from f " + Versions + " limit $2";

    public Task<StoredAccount?> FindAsync(Address address, CancellationToken cancellation) => Query.FindAsync(
        database.Readers,
        FindStatement,
        Read,
        cancellation,
        Query.Of(StateKey.ForAccount(address).ToArray()));

    public async Task<IReadOnlyList<StoredAccount>> ListAsync(
        Address? after, int countMax, CancellationToken cancellation) => await Query.ListAsync(
            database.Readers,
            ListStatement,
            Read,
            cancellation,
            Query.Of(after is Address address ? StateKey.ForAccount(address).ToArray() : [(byte)StateKeyKind.Account]),
            Query.Of(countMax));

    private static StoredAccount Read(NpgsqlDataReader reader)
    {
        var address = new Address(reader.GetFieldValue<byte[]>(0).AsSpan(1));
        return AccountCodec.TryDecode(reader.GetFieldValue<byte[]>(1), out Account state)
            ? new StoredAccount(address, state, reader.GetInt64(2), reader.GetInt64(3))
            : throw new LedgerStoreException(
                StoreFault.NotWhole, $"The newest version of account {address} in state_versions is damaged.");
    }
}
