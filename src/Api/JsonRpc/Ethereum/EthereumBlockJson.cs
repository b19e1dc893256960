using System.Text.Json;
using Ledger.Application.Blocks;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>A block in Ethereum's shape (execution-apis, schema Block).</summary>
/// <remarks>Libraries choose the transaction type by the members that a block has, so a member appears from its fork on: a base
/// fee makes viem and hardhat sign as EIP-1559, which a group before London does not take.</remarks>
internal static class EthereumBlockJson
{
    // keccak256(rlp([])): what every block without uncles carries (Yellow Paper, section 4.3).
    private static ReadOnlySpan<byte> NoUnclesHash =>
        "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"u8;

    public static void Write(Utf8JsonWriter writer, StoredBlock block, Fork fork)
    {
        WriteHeader(writer, block, fork);
        writer.WriteStartArray("transactions"u8);
        foreach (Hash256 hash in block.TransactionHashes)
        {
            writer.WriteDataValue(hash.Bytes);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, BlockTransactions block, Fork fork)
    {
        WriteHeader(writer, block.Block, fork);
        writer.WriteStartArray("transactions"u8);
        foreach (ReceiptView receipt in block.Receipts)
        {
            EthereumTransactionJson.Write(writer, receipt.Transaction);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteHeader(Utf8JsonWriter writer, StoredBlock block, Fork fork)
    {
        BlockHeader header = block.Header;
        writer.WriteStartObject();
        writer.WriteQuantity("number"u8, header.Number);
        writer.WriteData("hash"u8, block.Hash.Bytes);
        writer.WriteData("parentHash"u8, header.ParentHash.Bytes);
        writer.WriteString("nonce"u8, "0x0000000000000000"u8);
        writer.WriteString("sha3Uncles"u8, NoUnclesHash);
        writer.WriteData("logsBloom"u8, header.LogsBloom.Bytes);
        writer.WriteData("transactionsRoot"u8, header.TransactionsRoot.Bytes);
        writer.WriteData("stateRoot"u8, header.StateRoot.Bytes);
        writer.WriteData("receiptsRoot"u8, header.ReceiptsRoot.Bytes);

        // Zero as COINBASE answers it: nobody earns fees.
        writer.WriteData("miner"u8, Address.Zero.Bytes);
        writer.WriteString("difficulty"u8, "0x0"u8);
        writer.WriteData("extraData"u8, Concatenate(header.ExtraData));
        writer.WriteQuantity("size"u8, block.SizeBytes);
        writer.WriteQuantity("gasLimit"u8, header.GasLimit);
        writer.WriteQuantity("gasUsed"u8, header.GasUsed);
        writer.WriteQuantity("timestamp"u8, header.Timestamp / 1000);
        writer.WriteStartArray("uncles"u8);
        writer.WriteEndArray();
        writer.WriteData("mixHash"u8, Hash256.Zero.Bytes);
        WriteFees(writer, fork);
    }

    // EIP-1559's base fee is zero in a gas-free group; EIP-4844's members are those of a block without blobs.
    private static void WriteFees(Utf8JsonWriter writer, Fork fork)
    {
        if (fork >= Fork.London)
        {
            writer.WriteString("baseFeePerGas"u8, "0x0"u8);
        }

        if (fork >= Fork.Cancun)
        {
            writer.WriteString("blobGasUsed"u8, "0x0"u8);
            writer.WriteString("excessBlobGas"u8, "0x0"u8);
        }
    }

    private static byte[] Concatenate(IReadOnlyList<ReadOnlyMemory<byte>> parts) =>
        [.. parts.SelectMany(part => part.ToArray())];
}
