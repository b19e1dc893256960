using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node.Snapshots;

/// <summary>A snapshot that a quorum of the sealers of its height signed.</summary>
/// <param name="Block">The block that it stands on.</param>
/// <param name="Chunks">The hashes of the chunks.</param>
/// <param name="Seals">Signatures over the snapshot's digest, ascending by sealer.</param>
internal sealed record CertifiedSnapshot(
    CertifiedBlock Block, IReadOnlyList<Hash256> Chunks, BlockCertificate Seals)
{
    /// <summary>The most chunks of a snapshot: 64 GiB of state.</summary>
    public const int ChunksMax = 65_536;

    /// <summary>The header of the block that it stands on.</summary>
    public BlockHeader Header => Block.Header;

    /// <summary>The height.</summary>
    public long Number => Header.Number;

    /// <summary>RLP [header, block seals, [chunk hash…], snapshot seals, [transaction of the block…]].</summary>
    public byte[] Encode()
    {
        using var writer = new RlpWriter(1_024 + (Chunks.Count * (Hash256.SizeBytes + 1)));
        int list = writer.BeginList();
        writer.WriteBytes(HeaderCodec.Encode(Header));
        SealList.Write(writer, Block.Certificate);
        int chunks = writer.BeginList();
        foreach (Hash256 chunk in Chunks)
        {
            writer.WriteBytes(chunk.Bytes);
        }

        writer.EndList(chunks);
        SealList.Write(writer, Seals);
        TransactionList.Write(writer, Block.Transactions);
        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>Reads one; total. Says nothing about its proof.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out CertifiedSnapshot? snapshot)
    {
        snapshot = null;
        var reader = new RlpReader(bytes);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadBytes(out ReadOnlySpan<byte> encoded)
            || !HeaderCodec.TryDecode(encoded, out BlockHeader? header)
            || !SealList.TryRead(ref items, out BlockCertificate certificate)
            || !items.TryReadList(out RlpReader list))
        {
            return false;
        }

        var chunks = new List<Hash256>();
        while (!list.IsAtEnd)
        {
            if (chunks.Count == ChunksMax || !list.TryReadHash(out Hash256 chunk))
            {
                return false;
            }

            chunks.Add(chunk);
        }

        if (!SealList.TryRead(ref items, out BlockCertificate seals)
            || !TransactionList.TryRead(ref items, out List<ReadOnlyMemory<byte>> transactions)
            || !items.IsAtEnd)
        {
            return false;
        }

        snapshot = new CertifiedSnapshot(new CertifiedBlock(header!, certificate, transactions), chunks, seals);
        return true;
    }

    /// <summary>What the sealers signed.</summary>
    public Hash256 DigestOf(GroupIdentity group, IHashFunction hash) =>
        new SnapshotManifest(Number, HeaderCodec.Hash(Header, hash), Chunks).Digest(group, hash);

    /// <summary>Whether its block is final and a quorum signed the snapshot, given the sealers of its height.</summary>
    public bool IsProven(GroupIdentity group, SealerSet sealers, CryptoSuite suite)
    {
        Hash256 blockHash = HeaderCodec.Hash(Header, suite.Hash);
        return BlockCertificateVerifier.IsFinal(
                group, sealers, new CertifiedHeader(Header, blockHash, Block.Certificate), suite.Signatures)
            && BlockCertificateVerifier.IsQuorum(sealers, DigestOf(group, suite.Hash), Seals, suite.Signatures);
    }

    /// <summary>The hashes of its block's transactions, or <see langword="null"/> when they are not those that the header commits to.</summary>
    public IReadOnlyList<Hash256>? TransactionHashes(IHashFunction hash)
    {
        var hashes = new List<Hash256>(Block.Transactions.Count);
        foreach (ReadOnlyMemory<byte> raw in Block.Transactions)
        {
            if (TransactionCodec.TryDecode(raw, hash, out Transaction? transaction) != TransactionDecodeError.None)
            {
                return null;
            }

            hashes.Add(transaction!.Hash);
        }

        return HashTree.Root(hashes, hash) == Header.TransactionsRoot ? hashes : null;
    }
}
