using System.Security.Cryptography;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Compares the state versions of each block with the write-set root in its header. What a snapshot brought is no block's writes;
/// the sealers compare it as a whole when they make the next snapshot.</summary>
internal sealed class StateProof(NpgsqlConnection connection, IHashFunction hash, long above)
{
    private const string TableName = "state_versions";

    private const string Statement =
        "select block_number, key, value from state_versions where block_number between $1 and $2 order by block_number, key";

    private readonly SortedDictionary<long, Hash256> _expected = [];
    private readonly IncrementalHash _live = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _rebuilt = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public List<RowDifference> Differences { get; } = [];

    public void Expect(Block block) => _expected.Add(block.Number, block.Header.DbHash);

    public TableDigest Digest() => new(
        TableName,
        Convert.ToHexStringLower(_live.GetCurrentHash()),
        Convert.ToHexStringLower(_rebuilt.GetCurrentHash()));

    public async Task CompareAsync(long first, long last, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = Statement;
        first = Math.Max(first, above + 1);
        command.Parameters.Add(Query.Of(first));
        command.Parameters.Add(Query.Of(last));
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<long, Hash256> found = [];
        List<StateWrite> writes = [];
        long number = first;
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetInt64(0) != number)
            {
                found[number] = WriteSet.Root(writes, hash);
                (number, writes) = (reader.GetInt64(0), []);
            }

            AddWrite(reader, writes);
        }

        found[number] = WriteSet.Root(writes, hash);
        Compare(found);
    }

    /// <summary>A row whose key is none is left out, so that its block's root differs.</summary>
    private static void AddWrite(NpgsqlDataReader reader, List<StateWrite> writes)
    {
        if (StateKey.TryRead(reader.GetFieldValue<byte[]>(1), out StateKey key))
        {
            writes.Add(new StateWrite(key, reader.GetFieldValue<byte[]>(2)));
        }
    }

    private void Compare(Dictionary<long, Hash256> found)
    {
        Hash256 empty = WriteSet.Root([], hash);
        foreach ((long number, Hash256 expected) in _expected)
        {
            Hash256 live = found.GetValueOrDefault(number, empty);
            _live.AppendData(live.Bytes);
            _rebuilt.AppendData(expected.Bytes);
            if (live != expected)
            {
                Differences.Add(new RowDifference(TableName, number));
            }
        }

        _expected.Clear();
    }
}
