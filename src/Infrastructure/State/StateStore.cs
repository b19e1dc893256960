using Ledger.Domain.State;
using Ledger.Infrastructure.EventStore;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.State;

/// <summary>The versions of the world state in PostgreSQL.</summary>
internal sealed class StateStore(GroupDatabase database) : IStateStore
{
    // One descent of the primary key for each key, whatever the number of versions.
    private const string Statement =
        "select v.value from unnest($1) with ordinality as asked (key, place) "
        + "left join lateral (select s.value from state_versions s where s.key = asked.key and s.block_number <= $2 "
        + "order by s.block_number desc limit 1) v on true order by asked.place";

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
        IReadOnlyList<StateKey> keys, long asOf, CancellationToken cancellation) => keys.Count == 0
            ? []
            : await Query.ListAsync(
                database.Readers,
                Statement,
                reader => reader.IsDBNull(0) ? ReadOnlyMemory<byte>.Empty : reader.GetFieldValue<byte[]>(0),
                cancellation,
                Query.Of<byte[][]>([.. keys.Select(key => key.ToArray())]),
                Query.Of(asOf));
}
