using System.Text.Json;
using Ledger.Domain.Encoding;

namespace Ledger.EvmConformance.Formats;

/// <summary>Compares nested lists in JSON with RLP, in both directions.</summary>
internal static class RlpItems
{
    /// <summary>What is wrong with a pair of a tree and its encoding, or <see langword="null"/>.</summary>
    /// <param name="tree">A leaf or nested arrays of leaves.</param>
    /// <param name="encoding">Its one canonical encoding.</param>
    /// <param name="leaf">The bytes of a leaf.</param>
    public static string? Judge(JsonElement tree, byte[] encoding, Func<JsonElement, byte[]> leaf)
    {
        using var writer = new RlpWriter();
        Write(writer, tree, leaf);
        if (!writer.WrittenSpan.SequenceEqual(encoding))
        {
            return $"encoded as {Hex.Encode(writer.WrittenSpan)}, expected {Hex.Encode(encoding)}";
        }

        if (!IsCanonical(encoding))
        {
            return "the reader refuses it";
        }

        var reader = new RlpReader(encoding);
        return Matches(ref reader, tree, leaf) && reader.IsAtEnd ? null : "decoded as something else";
    }

    /// <summary>Whether the strict reader takes the bytes as exactly one item.</summary>
    public static bool IsCanonical(byte[] encoding)
    {
        var reader = new RlpReader(encoding);
        return reader.TrySkip() && reader.IsAtEnd;
    }

    private static void Write(RlpWriter writer, JsonElement tree, Func<JsonElement, byte[]> leaf)
    {
        if (tree.ValueKind != JsonValueKind.Array)
        {
            writer.WriteBytes(leaf(tree));
            return;
        }

        int list = writer.BeginList();
        foreach (JsonElement item in tree.EnumerateArray())
        {
            Write(writer, item, leaf);
        }

        writer.EndList(list);
    }

    private static bool Matches(ref RlpReader reader, JsonElement tree, Func<JsonElement, byte[]> leaf)
    {
        if (tree.ValueKind != JsonValueKind.Array)
        {
            return reader.TryReadBytes(out ReadOnlySpan<byte> bytes) && bytes.SequenceEqual(leaf(tree));
        }

        if (!reader.TryReadList(out RlpReader items))
        {
            return false;
        }

        foreach (JsonElement item in tree.EnumerateArray())
        {
            if (!Matches(ref items, item, leaf))
            {
                return false;
            }
        }

        return items.IsAtEnd;
    }
}
