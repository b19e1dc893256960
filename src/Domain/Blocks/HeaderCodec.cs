using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>The canonical RLP of block headers (FISCO BCOS 2.x, 13 fields): what is hashed and sealed.</summary>
public static class HeaderCodec
{
    /// <summary>The most sealers of a height.</summary>
    public const int SealersMax = 256;

    /// <summary>The most byte strings of <see cref="BlockHeader.ExtraData"/>.</summary>
    public const int ExtraDataItemsMax = 16;

    /// <summary>The length in bytes of the longest encoding; the genesis mark with all sealers takes most of it.</summary>
    public const int MaxSizeBytes = 64 * 1024;

    /// <summary>Encodes the 13 fields.</summary>
    /// <exception cref="ArgumentException">A number is negative: the header is not one that could be decoded again.</exception>
    public static byte[] Encode(BlockHeader header)
    {
        using RlpWriter writer = Write(header);
        return writer.ToArray();
    }

    /// <summary>Decodes a header; strict and total.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out BlockHeader? header)
    {
        header = null;
        var reader = new RlpReader(bytes);
        if (bytes.Length > MaxSizeBytes
            || !reader.TryReadOnlyList(out RlpReader fields)
            || !fields.TryReadHash(out Hash256 parentHash)
            || !fields.TryReadHash(out Hash256 stateRoot)
            || !fields.TryReadHash(out Hash256 transactionsRoot)
            || !fields.TryReadHash(out Hash256 receiptsRoot)
            || !fields.TryReadHash(out Hash256 dbHash)
            || !fields.TryReadFixed(LogsBloom.SizeBytes, out ReadOnlySpan<byte> bloom)
            || !fields.TryReadInt64(out long number)
            || !fields.TryReadInt64(out long gasLimit)
            || !fields.TryReadInt64(out long gasUsed)
            || !fields.TryReadInt64(out long timestamp)
            || !TryReadExtraData(ref fields, out ReadOnlyMemory<byte>[] extraData)
            || !fields.TryReadInt32(out int sealer)
            || !TryReadSealers(ref fields, out NodeId[] sealers)
            || !fields.IsAtEnd)
        {
            return false;
        }

        header = new BlockHeader
        {
            ParentHash = parentHash,
            StateRoot = stateRoot,
            TransactionsRoot = transactionsRoot,
            ReceiptsRoot = receiptsRoot,
            DbHash = dbHash,
            LogsBloom = LogsBloom.FromBytes(bloom),
            Number = number,
            GasLimit = gasLimit,
            GasUsed = gasUsed,
            Timestamp = timestamp,
            ExtraData = extraData,
            Sealer = sealer,
            SealerList = sealers,
        };
        return true;
    }

    /// <summary>The block hash: the hash of the encoding.</summary>
    public static Hash256 Hash(BlockHeader header, IHashFunction hash)
    {
        using RlpWriter writer = Write(header);
        return hash.Hash(writer.WrittenSpan);
    }

    private static RlpWriter Write(BlockHeader header)
    {
        var writer = new RlpWriter(512 + (80 * header.SealerList.Count));
        int list = writer.BeginList();
        writer.WriteBytes(header.ParentHash.Bytes);
        writer.WriteBytes(header.StateRoot.Bytes);
        writer.WriteBytes(header.TransactionsRoot.Bytes);
        writer.WriteBytes(header.ReceiptsRoot.Bytes);
        writer.WriteBytes(header.DbHash.Bytes);
        writer.WriteBytes(header.LogsBloom.Bytes);
        writer.WriteInteger(header.Number);
        writer.WriteInteger(header.GasLimit);
        writer.WriteInteger(header.GasUsed);
        writer.WriteInteger(header.Timestamp);
        int extraData = writer.BeginList();
        foreach (ReadOnlyMemory<byte> item in header.ExtraData)
        {
            writer.WriteBytes(item.Span);
        }

        writer.EndList(extraData);
        writer.WriteInteger(header.Sealer);
        int sealers = writer.BeginList();
        foreach (NodeId sealer in header.SealerList)
        {
            writer.WriteBytes(sealer.Bytes);
        }

        writer.EndList(sealers);
        writer.EndList(list);
        return writer;
    }

    private static bool TryReadExtraData(ref RlpReader fields, out ReadOnlyMemory<byte>[] extraData)
    {
        extraData = [];
        if (!fields.TryReadList(out RlpReader items) || !items.TryCount(ExtraDataItemsMax, out int count))
        {
            return false;
        }

        extraData = new ReadOnlyMemory<byte>[count];
        for (int i = 0; i < count; i++)
        {
            if (!items.TryReadBytes(out ReadOnlySpan<byte> item))
            {
                return false;
            }

            extraData[i] = item.ToArray();
        }

        return true;
    }

    private static bool TryReadSealers(ref RlpReader fields, out NodeId[] sealers)
    {
        sealers = [];
        if (!fields.TryReadList(out RlpReader items) || !items.TryCount(SealersMax, out int count))
        {
            return false;
        }

        sealers = new NodeId[count];
        for (int i = 0; i < count; i++)
        {
            if (!items.TryReadNodeId(out sealers[i]))
            {
                return false;
            }
        }

        return true;
    }
}
