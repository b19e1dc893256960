using Ledger.Domain.Blocks;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.EventStore;

/// <summary>What others need to see who seals which heights.</summary>
internal sealed partial class LedgerStore
{
    public async Task<IReadOnlyList<EpochProof>> ReadProofsAsync(
        long above, long upTo, int countMax, long sizeBytesMax, CancellationToken cancellation)
    {
        List<(long Number, byte[] Header, byte[] Seals, long Size)> rows = await Query.ListAsync(
            database.Readers,
            "select p.number, p.header, p.seals, (select coalesce(sum(length(w.key) + length(w.value)), 0)::bigint "
            + "from epoch_proof_writes w where w.block_number = p.number) "
            + "from epoch_proofs p where p.number > $1 and p.number <= $2 order by p.number limit $3",
            reader => (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2), reader.GetInt64(3)),
            cancellation,
            Query.Of(above),
            Query.Of(upTo),
            Query.Of(countMax));
        long size = 0;
        rows = [.. rows.TakeWhile((row, i) => (size += row.Size + row.Header.Length) <= sizeBytesMax || i == 0)];
        if (rows.Count == 0)
        {
            return [];
        }

        List<(long Number, byte[] Key, byte[] Value)> writes = await Query.ListAsync(
            database.Readers,
            "select block_number, key, value from epoch_proof_writes where block_number between $1 and $2 order by block_number, key",
            reader => (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2)),
            cancellation,
            Query.Of(rows[0].Number),
            Query.Of(rows[^1].Number));
        ILookup<long, (long Number, byte[] Key, byte[] Value)> byNumber = writes.ToLookup(write => write.Number);
        return [.. rows.Select(row => Decode(row.Number, row.Header, row.Seals, byNumber[row.Number]))];
    }

    public async Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(
        long from, int countMax, CancellationToken cancellation)
    {
        if (Base is SnapshotBase begun && from < begun.Number)
        {
            return [];
        }

        List<BlockRow> rows = await Query.ListAsync(
            database.Readers,
            "select number, hash, header, seals, size_bytes from blocks where number >= $1 order by number limit $2",
            BlockRow.Read,
            cancellation,
            Query.Of(from),
            Query.Of(countMax));
        return [.. rows.Select(row => row.Certify([], suite.Hash).Header)];
    }

    private static EpochProof Decode(
        long number, byte[] header, byte[] seals, IEnumerable<(long Number, byte[] Key, byte[] Value)> writes)
    {
        var decoded = new List<StateWrite>();
        foreach ((_, byte[] key, byte[] value) in writes)
        {
            decoded.Add(StateKey.TryRead(key, out StateKey known) ? new StateWrite(known, value) : throw Altered(number));
        }

        return HeaderCodec.TryDecode(header, out BlockHeader? read) && SealCodec.TryDecode(seals, out BlockCertificate certificate)
            ? new EpochProof(read!, certificate, decoded)
            : throw Altered(number);
    }

    private static LedgerStoreException Altered(long number) => new(
        StoreFault.NotWhole, $"The row of block {number} in epoch_proofs was altered. Restore this database from a backup.");
}
