using System.Buffers.Binary;
using System.Text;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Contracts;

/// <summary>Puts the two revert payloads that Solidity itself makes into words: <c>Error(string)</c> and <c>Panic(uint256)</c>.</summary>
public static class RevertReason
{
    /// <summary>The longest reason that is put into words, in bytes; the data always carries the whole.</summary>
    public const int TextMaxBytes = 4096;

    private const int SelectorBytes = 4;
    private const int WordBytes = 32;
    private const uint ErrorSelector = 0x08c379a0;
    private const uint PanicSelector = 0x4e487b71;

    /// <summary>The reason; <see langword="null"/> when the payload is empty, a custom error, or not ABI-encoded.</summary>
    public static string? Decode(ReadOnlySpan<byte> output)
    {
        if (output.Length < SelectorBytes + WordBytes)
        {
            return null;
        }

        ReadOnlySpan<byte> body = output[SelectorBytes..];
        return BinaryPrimitives.ReadUInt32BigEndian(output) switch
        {
            ErrorSelector => DecodeText(body),
            PanicSelector => DecodePanic(UInt256.FromBigEndian(body[..WordBytes])),
            _ => null,
        };
    }

    private static string? DecodeText(ReadOnlySpan<byte> body)
    {
        var offset = UInt256.FromBigEndian(body[..WordBytes]);
        if (!offset.IsUInt64 || offset.Low64 > (ulong)Math.Max(0, body.Length - WordBytes))
        {
            return null;
        }

        ReadOnlySpan<byte> tail = body[(int)offset.Low64..];
        var length = UInt256.FromBigEndian(tail[..WordBytes]);
        if (!length.IsUInt64 || length.Low64 > (ulong)(tail.Length - WordBytes))
        {
            return null;
        }

        int shown = (int)Math.Min(length.Low64, TextMaxBytes);
        return Encoding.UTF8.GetString(tail.Slice(WordBytes, shown));
    }

    // The codes of the Solidity documentation, "Panic via assert and Error via require"; the words are go-ethereum's.
    private static string DecodePanic(UInt256 code) => code.IsUInt64
        ? code.Low64 switch
        {
            0x00 => "generic panic",
            0x01 => "assert(false)",
            0x11 => "arithmetic underflow or overflow",
            0x12 => "division or modulo by zero",
            0x21 => "enum overflow",
            0x22 => "invalid encoded storage byte array accessed",
            0x31 => "out-of-bounds array access; popping on an empty array",
            0x32 => "out-of-bounds access of an array or bytesN",
            0x41 => "out of memory",
            0x51 => "uninitialized function",
            _ => $"unknown panic code: {code}",
        }
        : $"unknown panic code: {code}";
}
