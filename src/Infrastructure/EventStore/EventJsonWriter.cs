using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Infrastructure.Copying;

namespace Ledger.Infrastructure.EventStore;

/// <summary>Writes events as jsonb fields of a COPY row.</summary>
/// <remarks>A block is mostly <see cref="TransactionExecuted"/>, so that one is written from the transaction and its receipt
/// without making the record and its texts first. A test holds it equal to the record's own JSON.</remarks>
internal sealed class EventJsonWriter : IDisposable
{
    /// <summary>The version byte before the text in jsonb's binary form.</summary>
    private const byte JsonbVersion = 1;

    private const int PrefixBytes = 2;

    private static readonly JsonEncodedText Number = JsonEncodedText.Encode(nameof(TransactionExecuted.Number));
    private static readonly JsonEncodedText Index = JsonEncodedText.Encode(nameof(TransactionExecuted.Index));
    private static readonly JsonEncodedText Hash = JsonEncodedText.Encode(nameof(TransactionExecuted.Hash));
    private static readonly JsonEncodedText Sender = JsonEncodedText.Encode(nameof(TransactionExecuted.Sender));
    private static readonly JsonEncodedText Raw = JsonEncodedText.Encode(nameof(TransactionExecuted.Raw));
    private static readonly JsonEncodedText Receipt = JsonEncodedText.Encode(nameof(TransactionExecuted.Receipt));
    private static readonly JsonEncodedText Status = JsonEncodedText.Encode(nameof(ExecutedReceipt.Status));
    private static readonly JsonEncodedText GasUsed = JsonEncodedText.Encode(nameof(ExecutedReceipt.GasUsed));
    private static readonly JsonEncodedText RemainingGas = JsonEncodedText.Encode(nameof(ExecutedReceipt.RemainingGas));
    private static readonly JsonEncodedText ContractAddress = JsonEncodedText.Encode(nameof(ExecutedReceipt.ContractAddress));
    private static readonly JsonEncodedText Output = JsonEncodedText.Encode(nameof(ExecutedReceipt.Output));
    private static readonly JsonEncodedText Logs = JsonEncodedText.Encode(nameof(ExecutedReceipt.Logs));
    private static readonly JsonEncodedText LogAddress = JsonEncodedText.Encode(nameof(ExecutedLog.Address));
    private static readonly JsonEncodedText Topics = JsonEncodedText.Encode(nameof(ExecutedLog.Topics));
    private static readonly JsonEncodedText LogData = JsonEncodedText.Encode(nameof(ExecutedLog.Data));

    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });
    private byte[] _digits = new byte[1024];

    public void Write(CopyBuffer row, long number, int index, VerifiedTransaction transaction, Receipt receipt)
    {
        int field = Begin(row);
        _json.WriteStartObject();
        _json.WriteNumber(Number, number);
        _json.WriteNumber(Index, index);
        WriteHex(Hash, transaction.Hash.Bytes);
        WriteHex(Sender, transaction.Sender.Bytes);
        WriteHex(Raw, transaction.Transaction.Raw.Span);
        _json.WritePropertyName(Receipt);
        WriteReceipt(receipt);
        _json.WriteEndObject();
        End(row, field);
    }

    public void Write<T>(CopyBuffer row, T fact, JsonTypeInfo<T> type)
    {
        int field = Begin(row);
        JsonSerializer.Serialize(_json, fact, type);
        End(row, field);
    }

    public void Dispose() => _json.Dispose();

    private int Begin(CopyBuffer row)
    {
        int field = row.BeginField();
        row.Append([JsonbVersion]);
        _json.Reset(row);
        return field;
    }

    private void End(CopyBuffer row, int field)
    {
        _json.Flush();
        row.EndField(field);
    }

    private void WriteReceipt(Receipt receipt)
    {
        _json.WriteStartObject();
        _json.WriteNumber(Status, (int)receipt.Status);
        _json.WriteNumber(GasUsed, receipt.GasUsed);
        _json.WriteNumber(RemainingGas, receipt.RemainingGas);
        if (receipt.ContractAddress is Address created)
        {
            WriteHex(ContractAddress, created.Bytes);
        }
        else
        {
            _json.WriteNull(ContractAddress);
        }

        WriteHex(Output, receipt.Output.Span);
        _json.WriteStartArray(Logs);
        foreach (LogEntry log in receipt.Logs)
        {
            WriteLog(log);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteLog(LogEntry log)
    {
        _json.WriteStartObject();
        WriteHex(LogAddress, log.Address.Bytes);
        _json.WriteStartArray(Topics);
        foreach (Hash256 topic in log.Topics)
        {
            _json.WriteStringValue(Hex(topic.Bytes));
        }

        _json.WriteEndArray();
        WriteHex(LogData, log.Data.Span);
        _json.WriteEndObject();
    }

    private void WriteHex(JsonEncodedText name, ReadOnlySpan<byte> bytes)
    {
        _json.WritePropertyName(name);
        _json.WriteStringValue(Hex(bytes));
    }

    private ReadOnlySpan<byte> Hex(ReadOnlySpan<byte> bytes)
    {
        int length = PrefixBytes + (2 * bytes.Length);
        if (_digits.Length < length)
        {
            _digits = new byte[Math.Max(length, 2 * _digits.Length)];
        }

        "0x"u8.CopyTo(_digits);
        Convert.TryToHexStringLower(bytes, _digits.AsSpan(PrefixBytes), out _);
        return _digits.AsSpan(0, length);
    }
}
