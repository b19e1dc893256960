using Ledger.Application.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>Reads FISCO BCOS 2.x's text arguments: numbers in decimal or <c>0x</c> digits, bytes with or without <c>0x</c>.</summary>
internal static class FiscoText
{
    /// <summary>A block number or an index, 0 or more.</summary>
    public static RpcError? ReadNumber(string text, out long number) =>
        BlockReference.TryParseNumber(text, out number) ? null : NotNumber(text);

    /// <summary>A 256-bit number.</summary>
    public static RpcError? ReadQuantity(string text, out UInt256 number) =>
        UInt256.TryParse(text, null, out number) ? null : NotNumber(text);

    /// <summary>A hash: <c>0x</c> bytes, kept at their right end or padded on the left to 32, or a decimal number.</summary>
    public static RpcError? ReadHash(string text, out Hash256 hash)
    {
        Span<byte> word = stackalloc byte[Hash256.SizeBytes];
        word.Clear();
        hash = default;
        if (text.Length > 0 && text.All(char.IsAsciiDigit) && UInt256.TryParse(text, null, out UInt256 number))
        {
            number.WriteBigEndian(word);
        }
        else if (ReadBytes(text, out byte[] bytes) is RpcError error)
        {
            return error;
        }
        else
        {
            ReadOnlySpan<byte> tail = bytes.AsSpan(Math.Max(0, bytes.Length - word.Length));
            tail.CopyTo(word[(word.Length - tail.Length)..]);
        }

        hash = new Hash256(word);
        return null;
    }

    /// <summary>Bytes.</summary>
    public static RpcError? ReadBytes(string text, out byte[] bytes) => Hex.TryDecode(text, out bytes)
        ? null
        : FiscoErrors.Internal($"Cannot intepret '{Shorten(text)}' as bytes; must be 0x-prefixed hex or decimal.");

    /// <summary>An account.</summary>
    public static RpcError? ReadAddress(string text, out Address address) => Address.TryParse(text, null, out address)
        ? null
        : FiscoErrors.Internal($"Invalid address '{Shorten(text)}': expected 40 hexadecimal digits");

    private static RpcError NotNumber(string text) =>
        FiscoErrors.Internal($"'{Shorten(text)}' is not a decimal or 0x-prefixed number");

    private static string Shorten(string text) => text.Length <= RpcLimits.EchoMax ? text : $"{text[..RpcLimits.EchoMax]}...";
}
