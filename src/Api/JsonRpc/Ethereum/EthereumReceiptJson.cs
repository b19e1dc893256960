using System.Text.Json;
using Ledger.Application.Contracts;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>Receipts and logs in Ethereum's shape (execution-apis, schemas ReceiptInfo and Log).</summary>
internal static class EthereumReceiptJson
{
    public static void Write(Utf8JsonWriter writer, ReceiptView view)
    {
        StoredTransaction stored = view.Stored;
        Transaction transaction = view.Transaction.Transaction;
        Receipt receipt = stored.Receipt;
        writer.WriteStartObject();
        writer.WriteData("transactionHash"u8, stored.Hash.Bytes);
        writer.WriteQuantity("transactionIndex"u8, stored.Index);
        writer.WriteData("blockHash"u8, stored.BlockHash.Bytes);
        writer.WriteQuantity("blockNumber"u8, stored.BlockNumber);
        writer.WriteData("from"u8, stored.Sender.Bytes);
        writer.WriteAddressOrNull("to"u8, transaction.To);
        writer.WriteQuantity("cumulativeGasUsed"u8, stored.CumulativeGasUsed);
        writer.WriteQuantity("gasUsed"u8, receipt.GasUsed);
        writer.WriteString("effectiveGasPrice"u8, "0x0"u8);
        writer.WriteAddressOrNull("contractAddress"u8, receipt.ContractAddress);
        writer.WriteStartArray("logs"u8);
        for (int i = 0; i < receipt.Logs.Count; i++)
        {
            WriteLog(writer, LogOf(stored, i));
        }

        writer.WriteEndArray();
        writer.WriteData("logsBloom"u8, view.LogsBloom.Bytes);
        writer.WriteQuantity("status"u8, receipt.Succeeded ? 1L : 0L);
        writer.WriteQuantity("type"u8, transaction.IsFisco ? 0 : (long)transaction.Kind);
        if (receipt.Status == TransactionStatus.Revert)
        {
            // As Besu names it: the bytes, so that a custom error can still be decoded long after the call.
            writer.WriteData("revertReason"u8, receipt.Output.Span);
            if (view.Revert is RevertReason reason)
            {
                writer.WriteString("revertMessage"u8, reason.Words);
            }
        }

        writer.WriteEndObject();
    }

    public static void WriteLog(Utf8JsonWriter writer, StoredLog log)
    {
        writer.WriteStartObject();
        writer.WriteData("address"u8, log.Entry.Address.Bytes);
        writer.WriteStartArray("topics"u8);
        foreach (Hash256 topic in log.Entry.Topics)
        {
            writer.WriteDataValue(topic.Bytes);
        }

        writer.WriteEndArray();
        writer.WriteData("data"u8, log.Entry.Data.Span);
        writer.WriteQuantity("blockNumber"u8, log.BlockNumber);
        writer.WriteData("blockHash"u8, log.BlockHash.Bytes);
        writer.WriteQuantity("blockTimestamp"u8, log.BlockTimestamp / 1000);
        writer.WriteData("transactionHash"u8, log.TransactionHash.Bytes);
        writer.WriteQuantity("transactionIndex"u8, log.TransactionIndex);
        writer.WriteQuantity("logIndex"u8, log.LogIndex);
        writer.WriteBoolean("removed"u8, false);
        writer.WriteEndObject();
    }

    private static StoredLog LogOf(StoredTransaction stored, int index) => new(
        stored.BlockNumber,
        stored.BlockHash,
        stored.BlockTimestamp,
        stored.Hash,
        stored.Index,
        stored.FirstLogIndex + index,
        stored.Receipt.Logs[index]);
}
