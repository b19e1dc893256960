using System.Runtime.CompilerServices;
using System.Text.Json;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Reads blocks from the events of the ledger stream, trusting nothing that can be computed.</summary>
internal static class LedgerEventReader
{
    private const string Statement =
        "select seq_id, version, type, data::text from mt_events "
        + "where stream_id = 'ledger' and seq_id > $1 and seq_id <= $2 order by seq_id";

    /// <summary>The blocks whose events stand above one position and not above another, in order.</summary>
    /// <exception cref="LedgerStoreException">An event is missing, out of order or damaged.</exception>
    public static async IAsyncEnumerable<RecordedBlock> ReadBlocksAsync(
        NpgsqlConnection connection,
        long afterPosition,
        long toPosition,
        IHashFunction hash,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Statement;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterPosition });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = toPosition });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        List<TransactionExecuted> open = [];
        long lastVersion = 0;
        while (await reader.ReadAsync(cancellation))
        {
            (long position, long version) = (reader.GetInt64(0), reader.GetInt64(1));
            if (lastVersion != 0 && version != lastVersion + 1)
            {
                throw NotWhole($"events {lastVersion + 1} to {version - 1} are missing");
            }

            lastVersion = version;
            if (Parse(reader.GetString(2), reader.GetString(3), version) is TransactionExecuted executed)
            {
                open.Add(executed);
                continue;
            }

            RecordedBlock block = Close(reader.GetString(2), reader.GetString(3), open, version, hash);
            open = [];
            yield return block with { Position = position, Version = version };
        }

        if (open.Count > 0)
        {
            throw NotWhole($"{open.Count} transactions of block {open[0].Number} are not followed by their block");
        }
    }

    private static TransactionExecuted? Parse(string type, string json, long version)
    {
        if (type != EventTypeNames.Of(typeof(TransactionExecuted)).Alias)
        {
            return null;
        }

        return Checked(version, () => JsonSerializer.Deserialize(json, EventJsonContext.Default.TransactionExecuted))
            ?? throw NotWhole($"event {version} is null");
    }

    private static RecordedBlock Close(
        string type, string json, List<TransactionExecuted> transactions, long version, IHashFunction hash) =>
        Checked(version, () => EventTypeNames.TryFind(type, out EventTypeName? name) && name is not null
            ? name.Type == typeof(BlockCommitted)
                ? Committed(transactions, JsonSerializer.Deserialize(json, EventJsonContext.Default.BlockCommitted)!, hash)
                : name.Type == typeof(SnapshotAdopted)
                    ? Adopted(JsonSerializer.Deserialize(json, EventJsonContext.Default.SnapshotAdopted)!, hash)
                    : Genesis(JsonSerializer.Deserialize(json, EventJsonContext.Default.GroupCreated)!, hash)
            : throw NotWhole($"event {version} has the unknown type '{type}'"));

    private static RecordedBlock Committed(
        List<TransactionExecuted> transactions, BlockCommitted committed, IHashFunction hash)
    {
        (Block block, BlockCertificate certificate) = EventMapping.ToBlock(transactions, committed, hash);
        return new RecordedBlock(block, certificate, 0, 0);
    }

    private static RecordedBlock Adopted(SnapshotAdopted adopted, IHashFunction hash)
    {
        (Block block, BlockCertificate certificate, IReadOnlyList<Hash256> hashes) = EventMapping.ToBlock(adopted, hash);
        return new RecordedBlock(block, certificate, 0, 0) { Adopted = adopted, AdoptedHashes = hashes };
    }

    private static RecordedBlock Genesis(GroupCreated created, IHashFunction hash)
    {
        BlockHeader header = EventMapping.ToHeader(created, hash);
        return new RecordedBlock(new Block(HeaderCodec.Hash(header, hash), header, [], []), BlockCertificate.None, 0, 0);
    }

    private static T Checked<T>(long version, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CorruptEventException or JsonException)
        {
            throw NotWhole($"event {version} is damaged: {e.Message}");
        }
    }

    private static LedgerStoreException NotWhole(string what) => new(
        StoreFault.NotWhole, $"The ledger stream is not whole: {what}. Restore this database from a backup, or empty it and let the node fetch the chain from its peers.");
}
