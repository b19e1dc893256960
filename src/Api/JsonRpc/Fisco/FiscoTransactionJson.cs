using System.Text.Json;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>A transaction of either lane in FISCO BCOS 2.x's shape.</summary>
internal static class FiscoTransactionJson
{
    private const int SignatureBytes = 65;

    public static void Write(Utf8JsonWriter writer, TransactionView view)
    {
        Transaction transaction = view.Transaction;
        writer.WriteStartObject();
        if (view.Stored is StoredTransaction stored)
        {
            writer.WriteData("blockHash"u8, stored.BlockHash.Bytes);
            writer.WriteQuantity("blockNumber"u8, stored.BlockNumber);
            writer.WriteQuantity("transactionIndex"u8, stored.Index);
        }

        writer.WriteQuantity("blockLimit"u8, transaction.BlockLimit);
        writer.WriteQuantity("chainId"u8, transaction.ChainId ?? default);
        writer.WriteData("extraData"u8, transaction.ExtraData.Span);
        writer.WriteData("from"u8, view.Sender.Bytes);
        writer.WriteQuantity("gas"u8, transaction.GasLimit);
        writer.WriteQuantity("gasPrice"u8, transaction.GasPrice);
        writer.WriteQuantity("groupId"u8, transaction.GroupId);
        writer.WriteData("hash"u8, transaction.Hash.Bytes);
        writer.WriteData("input"u8, transaction.Data.Span);
        writer.WriteQuantity("nonce"u8, transaction.Nonce);
        WriteSignature(writer, transaction);
        writer.WriteData("to"u8, (transaction.To ?? default).Bytes);
        writer.WriteQuantity("value"u8, transaction.Value);
        writer.WriteEndObject();
    }

    private static void WriteSignature(Utf8JsonWriter writer, Transaction transaction)
    {
        Span<byte> signature = stackalloc byte[SignatureBytes];
        transaction.R.WriteBigEndian(signature);
        transaction.S.WriteBigEndian(signature[UInt256.SizeBytes..]);
        signature[^1] = transaction.YParity;
        writer.WriteStartObject("signature"u8);
        writer.WriteWord("r"u8, transaction.R);
        writer.WriteWord("s"u8, transaction.S);
        writer.WriteQuantity("v"u8, transaction.YParity);
        writer.WriteData("signature"u8, signature);
        writer.WriteEndObject();
    }
}
