using System.Text.Json;
using Ledger.Application.Ports;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.Abis;

/// <summary>The <c>abis</c> stream of one group and its projection <c>contract_abis</c>.</summary>
/// <remarks>A change is one statement: it takes the stream's next version, appends the event and changes the projection, all or nothing.
/// The stream's row is locked by it, so that changes stand one after the other, whoever makes them.</remarks>
internal sealed class AbiRegistry(GroupDatabase database, TimeProvider time) : IAbiRegistry
{
    private const string AppendEvent =
        "insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived) "
        + "select $1 + version, $2, 'abis', version, $3::jsonb, $4, $5, '*DEFAULT*', $6, false from moved";

    private const string RegisterStatement =
        "with moved as (update mt_streams set version = version + 1, timestamp = now() where id = 'abis' returning version), "
        + "added as (" + AppendEvent + " returning version) "
        + "insert into contract_abis (address, version, registered_at, abi) select $7, version, $5, $8::json from added "
        + "on conflict (address) do update "
        + "set version = excluded.version, registered_at = excluded.registered_at, abi = excluded.abi";

    private const string RemoveStatement =
        "with gone as (delete from contract_abis where address = $7 returning address), "
        + "moved as (update mt_streams set version = version + 1, timestamp = now() "
        + "where id = 'abis' and exists (select from gone) returning version) " + AppendEvent;

    private const string Rows = "select address, abi::text, registered_at from contract_abis ";

    public async Task<IReadOnlyList<RegisteredAbi>> LoadAsync(CancellationToken cancellation) => await Query.ListAsync(
        database.Readers, Rows + "order by address", Read, cancellation);

    public Task<RegisteredAbi?> FindAsync(Address address, CancellationToken cancellation) => Query.FindAsync(
        database.Readers, Rows + "where address = $1", Read, cancellation, Query.Of(address.ToArray()));

    public async Task<DateTimeOffset> RegisterAsync(Address address, string json, CancellationToken cancellation)
    {
        DateTimeOffset now = Now();
        await AppendAsync(RegisterStatement, new AbiRegistered(address.ToString(), json), now, address, json, cancellation);
        return now;
    }

    public async Task<bool> RemoveAsync(Address address, CancellationToken cancellation) =>
        await AppendAsync(RemoveStatement, new AbiRemoved(address.ToString()), Now(), address, null, cancellation) > 0;

    private static RegisteredAbi Read(NpgsqlDataReader reader) => new(
        new Address(reader.GetFieldValue<byte[]>(0)), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2));

    /// <summary>The time in the database's own resolution, so that what is answered is what is stored.</summary>
    private DateTimeOffset Now()
    {
        DateTimeOffset now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private async Task<int> AppendAsync(
        string statement, AbiRegistryEvent fact, DateTimeOffset now, Address address, string? json, CancellationToken cancellation)
    {
        EventTypeName name = EventTypeNames.Of(fact.GetType());
        await using NpgsqlConnection connection = await database.Writers.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.Parameters.Add(Query.Of(AbiPositions.Origin));
        command.Parameters.Add(Query.Of(Guid.CreateVersion7(now)));
        command.Parameters.Add(Query.Of(JsonSerializer.Serialize(fact, fact.GetType(), EventJsonContext.Default)));
        command.Parameters.Add(Query.Of(name.Alias));
        command.Parameters.Add(Query.Of(now.UtcDateTime));
        command.Parameters.Add(Query.Of(name.DotNetType));
        command.Parameters.Add(Query.Of(address.ToArray()));
        if (json is not null)
        {
            command.Parameters.Add(Query.Of(json));
        }

        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
