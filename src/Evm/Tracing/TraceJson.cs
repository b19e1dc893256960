using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Tracing;

/// <summary>Ethereum's value forms in JSON: quantities without leading zeros, and data with two digits a byte.</summary>
internal static class TraceJson
{
    /// <summary>Deep enough for 1024 nested calls, each an object in an array; the writer's own default is 1000.</summary>
    public const int DepthMax = 4096;

    /// <summary>How traces are written: unchecked, because nested deeper than a checker would take.</summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        SkipValidation = true,
        MaxDepth = DepthMax,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a quantity.</summary>
    public static void Quantity(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long value) =>
        writer.WriteString(name, $"0x{value:x}");

    /// <summary>Writes a quantity.</summary>
    public static void Quantity(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, in UInt256 value) =>
        writer.WriteString(name, value.ToString());

    /// <summary>Writes a quantity as an element, without making a string of it: traces hold a hundred of them a step.</summary>
    public static void QuantityValue(this Utf8JsonWriter writer, in UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        value.WriteBigEndian(bytes);
        Span<byte> text = stackalloc byte[2 + (2 * UInt256.SizeBytes)];
        Convert.TryToHexStringLower(bytes, text[2..], out _);
        int first = text[2..].IndexOfAnyExcept((byte)'0');
        Span<byte> shown = first < 0 ? text[^3..] : text[first..];
        shown[0] = (byte)'0';
        shown[1] = (byte)'x';
        writer.WriteStringValue(shown);
    }

    /// <summary>Writes bytes.</summary>
    public static void Bytes(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        writer.WriteString(name, Hex.Encode(value));

    /// <summary>A word with all of its 64 digits.</summary>
    public static string Digits(in UInt256 word)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        word.WriteBigEndian(bytes);
        return Hex.Encode(bytes);
    }
}
