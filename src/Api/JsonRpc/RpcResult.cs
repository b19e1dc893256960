using System.Text.Json;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc;

/// <summary>What a method answers: an error, or a way to write its result.</summary>
internal readonly struct RpcResult
{
    private readonly Action<Utf8JsonWriter>? _write;
    private readonly string? _text;

    private RpcResult(RpcError? error, string? text, Action<Utf8JsonWriter>? write)
    {
        Error = error;
        _text = text;
        _write = write;
    }

    public static RpcResult Null => default;

    public RpcError? Error { get; }

    public static implicit operator RpcResult(RpcError error) => new(error, null, null);

    public static implicit operator RpcResult(LedgerError error) => RpcError.Of(error);

    /// <summary>An outcome's error, or what is made of its value.</summary>
    public static RpcResult Of<T>(Outcome<T> outcome, Func<T, RpcResult> show) =>
        outcome.TryGet(out T? value, out LedgerError? error) ? show(value) : error;

    public static RpcResult Text(string text) => new(null, text, null);

    public static RpcResult Quantity(UInt256 value) => Text(value.ToString());

    public static RpcResult Quantity(long value) => Text($"0x{value:x}");

    public static RpcResult Bytes(ReadOnlySpan<byte> value) => Text(Hex.Encode(value));

    public static RpcResult Flag(bool value) => Json(writer => writer.WriteBooleanValue(value));

    public static RpcResult Json(Action<Utf8JsonWriter> write) => new(null, null, write);

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_write is not null)
        {
            _write(writer);
        }
        else
        {
            writer.WriteStringValue(_text);
        }
    }
}
