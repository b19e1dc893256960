using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;
using Npgsql;

namespace Ledger.Infrastructure.EventStore;

/// <summary>What peers and the node itself read of the ledger.</summary>
internal sealed partial class LedgerStore
{
    public async Task<IReadOnlyList<CertifiedBlock>> ReadBlocksAsync(
        long from, int countMax, long sizeBytesMax, CancellationToken cancellation)
    {
        if (Base is SnapshotBase begun && from <= begun.Number)
        {
            return [];
        }

        List<BlockRow> rows = WithinSize(
            await Query.ListAsync(
                database.Readers,
                "select number, hash, header, seals, size_bytes from blocks where number >= $1 order by number limit $2",
                BlockRow.Read,
                cancellation,
                Query.Of(from),
                Query.Of(countMax)),
            sizeBytesMax);
        if (rows.Count == 0)
        {
            return [];
        }

        List<(long Number, ReadOnlyMemory<byte> Raw)> bodies = await Query.ListAsync(
            database.Readers,
            "select block_number, raw from transactions where block_number between $1 and $2 order by block_number, transaction_index",
            reader => (reader.GetInt64(0), (ReadOnlyMemory<byte>)reader.GetFieldValue<byte[]>(1)),
            cancellation,
            Query.Of(rows[0].Number),
            Query.Of(rows[^1].Number));
        ILookup<long, ReadOnlyMemory<byte>> byNumber = bodies.ToLookup(body => body.Number, body => body.Raw);
        return [.. rows.Select(row => row.Certify([.. byNumber[row.Number]], suite.Hash))];
    }

    public async Task<BlockHeader?> FindHeaderAsync(long number, CancellationToken cancellation)
    {
        BlockRow? row = await Query.FindAsync(
            database.Readers,
            "select number, hash, header, seals, size_bytes from blocks where number = $1",
            BlockRow.Read,
            cancellation,
            Query.Of(number));
        return row?.Certify([], suite.Hash).Header ?? await FindKeptHeaderAsync(number, cancellation);
    }

    private async Task<BlockHeader?> FindKeptHeaderAsync(long number, CancellationToken cancellation)
    {
        byte[]? kept = Base is null ? null : await Query.FindAsync(
            database.Readers,
            "select header from snapshot_headers where number = $1",
            reader => reader.GetFieldValue<byte[]>(0),
            cancellation,
            Query.Of(number));
        return kept is not null && HeaderCodec.TryDecode(kept, out BlockHeader? header) ? header : null;
    }

    public async Task<IReadOnlyList<Hash256>> ReadBlockHashesAsync(
        long number, int count, CancellationToken cancellation) => await Query.ListAsync(
            database.Readers,
            "select hash from (select number, hash from blocks where number > $1 and number <= $2 union "
            + "select number, hash from snapshot_hashes where number > $1 and number <= $2) as known order by number",
            reader => new Hash256(reader.GetFieldValue<byte[]>(0)),
            cancellation,
            Query.Of(number - count),
            Query.Of(number));

    public async Task<IReadOnlyList<(long Number, UInt256 Nonce)>> ReadFiscoNoncesAsync(
        long fromBlock, long toBlock, CancellationToken cancellation) => await Query.ListAsync(
            database.Readers,
            "select block_number, nonce from (select block_number, transaction_index, nonce from transactions "
            + "where block_number between $1 and $3 and kind = $2 union all "
            + "select block_number, 0, nonce from snapshot_nonces where block_number between $1 and $3) as used "
            + "order by block_number, transaction_index",
            reader => (reader.GetInt64(0), UInt256.FromBigEndian(reader.GetFieldValue<byte[]>(1))),
            cancellation,
            Query.Of(fromBlock),
            Query.Of((short)TransactionKind.Fisco),
            Query.Of(toBlock));

    public async Task<IReadOnlyList<bool>> ContainsTransactionsAsync(
        IReadOnlyList<Hash256> hashes, CancellationToken cancellation) => hashes.Count == 0
            ? []
            : await Query.ListAsync(
                database.Readers,
                "select exists (select from transactions t where t.hash = asked.hash) "
                + "from unnest($1) with ordinality as asked (hash, place) order by place",
                reader => reader.GetBoolean(0),
                cancellation,
                Query.Of<byte[][]>([.. hashes.Select(hash => hash.ToArray())]));

    /// <summary>The longest prefix within a size, but at least one.</summary>
    private static List<BlockRow> WithinSize(List<BlockRow> rows, long sizeBytesMax)
    {
        long size = 0;
        int count = rows.TakeWhile((row, i) => (size += row.SizeBytes) <= sizeBytesMax || i == 0).Count();
        return rows[..count];
    }

    private sealed record BlockRow(long Number, Hash256 Hash, byte[] Header, byte[] Seals, int SizeBytes)
    {
        public static BlockRow Read(NpgsqlDataReader reader) => new(
            reader.GetInt64(0),
            new Hash256(reader.GetFieldValue<byte[]>(1)),
            reader.GetFieldValue<byte[]>(2),
            reader.GetFieldValue<byte[]>(3),
            reader.GetInt32(4));

        /// <summary>A row whose header does not hash to the block's hash is never handed out.</summary>
        public CertifiedBlock Certify(
            IReadOnlyList<ReadOnlyMemory<byte>> transactions, Domain.Cryptography.IHashFunction hash) =>
            StoredHeader.TryRead(Header, Seals, Hash, hash, out BlockHeader? header, out BlockCertificate certificate)
                ? new CertifiedBlock(header!, certificate, transactions)
                : throw StoredHeader.Damaged(Number);
    }
}
