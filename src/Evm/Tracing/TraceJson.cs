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
