using System.Text.Json;
using Ledger.Application.Blocks;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>A block in FISCO BCOS 2.x's shape; the time is in milliseconds.</summary>
internal static class FiscoBlockJson
{
    /// <summary>The block with its transactions' hashes.</summary>
    public static void Write(Utf8JsonWriter writer, StoredBlock block)
    {
        writer.WriteStartObject();
        writer.WriteQuantity("number"u8, block.Header.Number);
        WriteFields(writer, block);
        writer.WriteStartArray("transactions"u8);
        foreach (Hash256 hash in block.TransactionHashes)
        {
            writer.WriteDataValue(hash.Bytes);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The block with its transactions and seals.</summary>
    public static void Write(Utf8JsonWriter writer, BlockTransactions block)
    {
        writer.WriteStartObject();
        writer.WriteQuantity("number"u8, block.Block.Header.Number);
        WriteFields(writer, block.Block);
        WriteSeals(writer, block.Block.Certificate);
        writer.WriteStartArray("transactions"u8);
        foreach (ReceiptView receipt in block.Receipts)
        {
            FiscoTransactionJson.Write(writer, receipt.Transaction);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The header alone, where the number is a JSON integer.</summary>
    public static void WriteHeader(Utf8JsonWriter writer, StoredBlock block, bool withSeals)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number"u8, block.Header.Number);
        WriteFields(writer, block);
        if (withSeals)
        {
            WriteSeals(writer, block.Certificate);
        }

        writer.WriteEndObject();
    }

    /// <summary>Node ids as 128 digits without <c>0x</c>.</summary>
    public static void WriteNodeIds(Utf8JsonWriter writer, IEnumerable<NodeId> nodes)
    {
        writer.WriteStartArray();
        foreach (NodeId node in nodes)
        {
            writer.WriteStringValue(Digits(node));
        }

        writer.WriteEndArray();
    }

    public static string Digits(NodeId node) => node.ToString()[2..];

    private static void WriteFields(Utf8JsonWriter writer, StoredBlock block)
    {
        BlockHeader header = block.Header;
        writer.WriteData("hash"u8, block.Hash.Bytes);
        writer.WriteData("parentHash"u8, header.ParentHash.Bytes);
        writer.WriteData("logsBloom"u8, header.LogsBloom.Bytes);
        writer.WriteData("transactionsRoot"u8, header.TransactionsRoot.Bytes);
        writer.WriteData("receiptsRoot"u8, header.ReceiptsRoot.Bytes);
        writer.WriteData("dbHash"u8, header.DbHash.Bytes);
        writer.WriteData("stateRoot"u8, header.StateRoot.Bytes);
        writer.WriteQuantity("sealer"u8, header.Sealer);
        writer.WritePropertyName("sealerList"u8);
        WriteNodeIds(writer, header.SealerList);
        writer.WriteStartArray("extraData"u8);
        foreach (ReadOnlyMemory<byte> part in header.ExtraData)
        {
            writer.WriteDataValue(part.Span);
        }

        writer.WriteEndArray();
        writer.WriteQuantity("gasLimit"u8, header.GasLimit);
        writer.WriteQuantity("gasUsed"u8, header.GasUsed);
        writer.WriteQuantity("timestamp"u8, header.Timestamp);
    }

    private static void WriteSeals(Utf8JsonWriter writer, BlockCertificate certificate)
    {
        writer.WriteStartArray("signatureList"u8);
        foreach (BlockSeal seal in certificate.Seals)
        {
            writer.WriteStartObject();
            writer.WriteQuantity("index"u8, seal.Sealer);
            writer.WriteData("signature"u8, seal.Signature.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
