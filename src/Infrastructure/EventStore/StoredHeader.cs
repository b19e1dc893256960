using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Reads the header and seals of a blocks row, and believes them only if the header hashes to the row's hash.</summary>
internal static class StoredHeader
{
    public static bool TryRead(
        byte[] header,
        byte[] seals,
        in Hash256 blockHash,
        IHashFunction hash,
        out BlockHeader? decoded,
        out BlockCertificate certificate)
    {
        certificate = BlockCertificate.None;
        return HeaderCodec.TryDecode(header, out decoded)
            && hash.Hash(header) == blockHash
            && SealCodec.TryDecode(seals, out certificate);
    }

    public static LedgerStoreException Damaged(long number) => new(
        StoreFault.NotWhole,
        $"The row of block {number} in blocks was altered: its header does not hash to its hash, or its seals cannot be read. "
        + "Rebuild the read models from the events.");
}
