using System.Text.Json;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Api.JsonRpc.Ethereum;

/// <summary>A transaction of either lane in Ethereum's shape (execution-apis, schema TransactionInfo).</summary>
/// <remarks>A FISCO transaction is shown as a legacy one: its secp256k1 signature is real, so v is 27 or 28 and libraries that
/// check the signature's form are content; its random nonce, which no library can hold in a number, is shown as zero.</remarks>
internal static class EthereumTransactionJson
{
    private const int LegacyV = 27;

    public static void Write(Utf8JsonWriter writer, TransactionView view)
    {
        Transaction transaction = view.Transaction;
        TransactionKind kind = transaction.IsFisco ? TransactionKind.Legacy : transaction.Kind;
        writer.WriteStartObject();
        WritePlace(writer, view.Stored);
        writer.WriteData("from"u8, view.Sender.Bytes);
        writer.WriteQuantity("gas"u8, transaction.GasLimit);
        WritePrice(writer, transaction, view.IsFinal);
        writer.WriteData("hash"u8, transaction.Hash.Bytes);
        writer.WriteData("input"u8, transaction.Data.Span);
        writer.WriteQuantity("nonce"u8, transaction.IsFisco ? UInt256.Zero : transaction.Nonce);
        writer.WriteAddressOrNull("to"u8, transaction.To);
        writer.WriteQuantity("value"u8, transaction.Value);
        writer.WriteQuantity("type"u8, (long)kind);
        if (!transaction.IsFisco && transaction.ChainId is UInt256 chainId)
        {
            writer.WriteQuantity("chainId"u8, chainId);
        }

        if (kind != TransactionKind.Legacy)
        {
            WriteAccessList(writer, transaction.AccessList);
            if (kind == TransactionKind.SetCode)
            {
                WriteAuthorizationList(writer, transaction.AuthorizationList);
            }

            writer.WriteQuantity("yParity"u8, transaction.YParity);
        }

        writer.WriteQuantity("v"u8, transaction.IsFisco ? (ulong)(LegacyV + transaction.YParity) : transaction.V);
        writer.WriteQuantity("r"u8, transaction.R);
        writer.WriteQuantity("s"u8, transaction.S);
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, StoredTransaction? stored)
    {
        if (stored is null)
        {
            writer.WriteNull("blockHash"u8);
            writer.WriteNull("blockNumber"u8);
            writer.WriteNull("transactionIndex"u8);
            return;
        }

        writer.WriteData("blockHash"u8, stored.BlockHash.Bytes);
        writer.WriteQuantity("blockNumber"u8, stored.BlockNumber);
        writer.WriteQuantity("transactionIndex"u8, stored.Index);
    }

    private static void WritePrice(Utf8JsonWriter writer, Transaction transaction, bool isFinal)
    {
        if (!transaction.HasFeeCap)
        {
            writer.WriteQuantity("gasPrice"u8, transaction.GasPrice);
            return;
        }

        // Once mined, gasPrice is the price paid (EIP-1559): nothing in a gas-free group.
        writer.WriteQuantity("gasPrice"u8, isFinal ? UInt256.Zero : transaction.GasPrice);
        writer.WriteQuantity("maxFeePerGas"u8, transaction.GasPrice);
        writer.WriteQuantity("maxPriorityFeePerGas"u8, transaction.MaxPriorityFeePerGas);
    }

    private static void WriteAccessList(Utf8JsonWriter writer, IReadOnlyList<AccessListEntry> entries)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        writer.WriteStartArray("accessList"u8);
        foreach (AccessListEntry entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteData("address"u8, entry.Address.Bytes);
            writer.WriteStartArray("storageKeys"u8);
            foreach (UInt256 key in entry.StorageKeys)
            {
                key.WriteBigEndian(word);
                writer.WriteDataValue(word);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAuthorizationList(Utf8JsonWriter writer, IReadOnlyList<Authorization> tuples)
    {
        writer.WriteStartArray("authorizationList"u8);
        foreach (Authorization tuple in tuples)
        {
            writer.WriteStartObject();
            writer.WriteQuantity("chainId"u8, tuple.ChainId);
            writer.WriteData("address"u8, tuple.Address.Bytes);
            writer.WriteQuantity("nonce"u8, (UInt256)tuple.Nonce);
            writer.WriteQuantity("yParity"u8, (long)tuple.YParity);
            writer.WriteQuantity("r"u8, tuple.R);
            writer.WriteQuantity("s"u8, tuple.S);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
