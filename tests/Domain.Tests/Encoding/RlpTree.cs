using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Encoding;

/// <summary>Nested lists of byte strings: what the published RLP vectors are made of.</summary>
internal static class RlpTree
{
    /// <summary>Writes a JSON value of <c>rlptest.json</c>: text as its Latin-1 bytes, numbers, <c>#</c> decimals, lists.</summary>
    public static void Write(RlpWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                WriteList(writer, value, Write);
                break;
            case JsonValueKind.Number:
                writer.WriteInteger(value.GetUInt64());
                break;
            default:
                WriteText(writer, value.GetString()!);
                break;
        }
    }

    /// <summary>Writes a JSON value of <c>ethers-rlp.json</c>: hexadecimal text and lists.</summary>
    public static void WriteHex(RlpWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            WriteList(writer, value, WriteHex);
            return;
        }

        writer.WriteBytes(Hex.Decode(value.GetString()));
    }

    /// <summary>Reads everything as nested text, <c>[0x..,[..]]</c>; recursive, which vectors allow.</summary>
    public static string Show(RlpReader reader)
    {
        var items = new List<string>();
        while (!reader.IsAtEnd)
        {
            if (reader.TryReadList(out RlpReader list))
            {
                items.Add($"[{Show(list)}]");
            }
            else
            {
                Assert.True(reader.TryReadBytes(out ReadOnlySpan<byte> bytes));
                items.Add(Hex.Encode(bytes));
            }
        }

        return string.Join(',', items);
    }

    /// <summary>The same text of a JSON value of <c>ethers-rlp.json</c>.</summary>
    public static string Show(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? $"[{string.Join(',', value.EnumerateArray().Select(Show))}]"
        : value.GetString()!;

    /// <summary>Whether the bytes are exactly one canonical item.</summary>
    public static bool IsOneItem(ReadOnlySpan<byte> bytes)
    {
        var reader = new RlpReader(bytes);
        return reader.TrySkip() && reader.IsAtEnd;
    }

    /// <summary>A tree of lists and strings, encoded.</summary>
    public static byte[] Random(Random random)
    {
        using var writer = new RlpWriter();
        WriteRandom(writer, random, depth: 4);
        return writer.ToArray();
    }

    /// <summary>Reads one item that is known to be canonical and writes it again.</summary>
    public static byte[] Copy(byte[] bytes)
    {
        using var writer = new RlpWriter();
        CopyAll(writer, new RlpReader(bytes));
        return writer.ToArray();
    }

    private static void WriteRandom(RlpWriter writer, Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
        {
            writer.WriteBytes(Generators.Bytes(random, 300));
            return;
        }

        int list = writer.BeginList();
        for (int i = random.Next(4); i > 0; i--)
        {
            WriteRandom(writer, random, depth - 1);
        }

        writer.EndList(list);
    }

    private static void CopyAll(RlpWriter writer, RlpReader reader)
    {
        while (!reader.IsAtEnd)
        {
            if (reader.TryReadBytes(out ReadOnlySpan<byte> bytes))
            {
                writer.WriteBytes(bytes);
            }
            else
            {
                Assert.True(reader.TryReadList(out RlpReader items));
                int list = writer.BeginList();
                CopyAll(writer, items);
                writer.EndList(list);
            }
        }
    }

    private static void WriteText(RlpWriter writer, string text)
    {
        if (text.StartsWith('#'))
        {
            var number = BigInteger.Parse(text.AsSpan(1), CultureInfo.InvariantCulture);
            if (number.GetBitLength() <= 256)
            {
                writer.WriteInteger((UInt256)number);
            }
            else
            {
                writer.WriteBytes(number.ToByteArray(isUnsigned: true, isBigEndian: true));
            }

            return;
        }

        writer.WriteBytes(System.Text.Encoding.Latin1.GetBytes(text));
    }

    private static void WriteList(RlpWriter writer, JsonElement value, Action<RlpWriter, JsonElement> write)
    {
        int list = writer.BeginList();
        foreach (JsonElement item in value.EnumerateArray())
        {
            write(writer, item);
        }

        writer.EndList(list);
    }
}
