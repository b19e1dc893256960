using System.Text.Json;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>A receipt in FISCO BCOS 2.x's shape; its log entries have address, data and topics only.</summary>
internal static class FiscoReceiptJson
{
    public static void Write(Utf8JsonWriter writer, ReceiptView view)
    {
        StoredTransaction stored = view.Stored;
        Transaction transaction = view.Transaction.Transaction;
        Receipt receipt = stored.Receipt;
        writer.WriteStartObject();
        writer.WriteData("blockHash"u8, stored.BlockHash.Bytes);
        writer.WriteQuantity("blockNumber"u8, stored.BlockNumber);
        writer.WriteData("contractAddress"u8, (receipt.ContractAddress ?? default).Bytes);
        writer.WriteData("from"u8, stored.Sender.Bytes);
        writer.WriteQuantity("gasUsed"u8, receipt.GasUsed);
        writer.WriteData("input"u8, transaction.Data.Span);
        WriteLogs(writer, receipt.Logs);
        writer.WriteData("logsBloom"u8, view.LogsBloom.Bytes);
        writer.WriteData("output"u8, receipt.Output.Span);
        writer.WriteQuantity("remainGas"u8, receipt.RemainingGas);
        writer.WriteData("root"u8, view.StateRoot.Bytes);
        writer.WriteQuantity("status"u8, (long)receipt.Status);
        writer.WriteString("statusMsg"u8, FiscoStatusNames.Of(receipt.Status));
        writer.WriteData("to"u8, (transaction.To ?? default).Bytes);
        writer.WriteData("transactionHash"u8, stored.Hash.Bytes);
        writer.WriteQuantity("transactionIndex"u8, stored.Index);
        writer.WriteEndObject();
    }

    private static void WriteLogs(Utf8JsonWriter writer, IReadOnlyList<LogEntry> logs)
    {
        writer.WriteStartArray("logs"u8);
        foreach (LogEntry log in logs)
        {
            writer.WriteStartObject();
            writer.WriteData("address"u8, log.Address.Bytes);
            writer.WriteData("data"u8, log.Data.Span);
            writer.WriteStartArray("topics"u8);
            foreach (Hash256 topic in log.Topics)
            {
                writer.WriteDataValue(topic.Bytes);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
