using Ledger.Application.Ports;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.EventStore;
using Npgsql;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>Committed blocks in PostgreSQL.</summary>
internal sealed class BlockReadModel(GroupDatabase database, IHashFunction hash) : IBlockReadModel
{
    private const string Select = "select number, hash, header, seals, transaction_hashes, size_bytes from blocks ";

    public Task<StoredBlock?> FindAsync(long number, CancellationToken cancellation) => Query.FindAsync(
        database.Readers, Select + "where number = $1", Read, cancellation, Query.Of(number));

    public Task<StoredBlock?> FindAsync(Hash256 hash, CancellationToken cancellation) => Query.FindAsync(
        database.Readers, Select + "where hash = $1", Read, cancellation, Query.Of(hash.ToArray()));

    public async Task<IReadOnlyList<StoredBlock>> ListDownAsync(
        long fromNumber, int countMax, CancellationToken cancellation) => await Query.ListAsync(
            database.Readers,
            Select + "where number <= $1 order by number desc limit $2",
            Read,
            cancellation,
            Query.Of(fromNumber),
            Query.Of(countMax));

    public async Task<ChainTotals> TotalsAsync(CancellationToken cancellation) => await Query.FindAsync(
        database.Readers,
        "select number, transactions_total, failed_total from blocks order by number desc limit 1",
        reader => new ChainTotals(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)),
        cancellation)
        ?? throw new LedgerStoreException(StoreFault.NotOpen, $"Schema {database.Schema} holds no block yet.");

    private StoredBlock Read(NpgsqlDataReader reader)
    {
        var blockHash = new Hash256(reader.GetFieldValue<byte[]>(1));
        if (!StoredHeader.TryRead(
            reader.GetFieldValue<byte[]>(2),
            reader.GetFieldValue<byte[]>(3),
            blockHash,
            hash,
            out BlockHeader? header,
            out BlockCertificate certificate))
        {
            throw StoredHeader.Damaged(reader.GetInt64(0));
        }

        byte[] packed = reader.GetFieldValue<byte[]>(4);
        var hashes = new Hash256[packed.Length / Hash256.SizeBytes];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = new Hash256(packed.AsSpan(i * Hash256.SizeBytes, Hash256.SizeBytes));
        }

        return new StoredBlock(blockHash, header!, certificate, hashes, reader.GetInt32(5));
    }
}
