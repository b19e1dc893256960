using Ledger.Domain.Events;
using Ledger.Domain.State;
using Ledger.Infrastructure.EventStore;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.State;

/// <summary>The versions of the world state in PostgreSQL.</summary>
internal sealed class StateStore(GroupDatabase database, StoreBeginning beginning) : IStateStore, ISnapshotSource
{
    // One descent of the primary key for each key, whatever the number of versions.
    private const string Statement =
        "select v.value from unnest($1) with ordinality as asked (key, place) "
        + "left join lateral (select s.value from state_versions s where s.key = asked.key and s.block_number <= $2 "
        + "order by s.block_number desc limit 1) v on true order by asked.place";

    // In the order of the primary key, so that nothing is sorted and a page ends where it is full; a key's last row is its newest version.
    private const string PageStatement =
        "select key, value from (select key, value, lead(key) over (order by key, block_number) as next from state_versions "
        + "where key > $1 and block_number <= $2) as versions where key is distinct from next and value <> '' order by key limit $3";

    public async Task<IReadOnlyList<SnapshotRow>> ReadStateAsync(
        ReadOnlyMemory<byte> after, long asOf, int rowsMax, CancellationToken cancellation)
    {
        beginning.CheckKept(asOf);
        return await Query.ListAsync(
            database.Readers,
            PageStatement,
            reader => new SnapshotRow(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1)),
            cancellation,
            Query.Of(after.ToArray()),
            Query.Of(asOf),
            Query.Of(rowsMax));
    }

    public async Task<AdoptedTotals> ReadTotalsAsync(long number, CancellationToken cancellation) => await Query.FindAsync(
        database.Readers,
        "select transactions_total, failed_total from blocks where number = $1",
        reader => new AdoptedTotals(reader.GetInt64(0), reader.GetInt64(1)),
        cancellation,
        Query.Of(number))
        ?? throw new LedgerStoreException(StoreFault.NotWhole, $"The store holds no block {number} to count up to.");

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
        IReadOnlyList<StateKey> keys, long asOf, CancellationToken cancellation)
    {
        beginning.CheckKept(asOf);
        return keys.Count == 0
            ? []
            : await Query.ListAsync(
                database.Readers,
                Statement,
                reader => reader.IsDBNull(0) ? ReadOnlyMemory<byte>.Empty : reader.GetFieldValue<byte[]>(0),
                cancellation,
                Query.Of<byte[][]>([.. keys.Select(key => key.ToArray())]),
                Query.Of(asOf));
    }
}
