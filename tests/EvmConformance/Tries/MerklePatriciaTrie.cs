using Ledger.Crypto.Hashing;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.EvmConformance.Tries;

/// <summary>The root of a Merkle Patricia trie, built at once (Yellow Paper, appendix D).</summary>
internal static class MerklePatriciaTrie
{
    private const int ChildCount = 16;

    /// <summary>The root; that of no entries is the hash of an empty string.</summary>
    /// <param name="entries">Keys of any length, each once, and values that are not empty.</param>
    public static Hash256 Root(IEnumerable<(byte[] Key, byte[] Value)> entries)
    {
        (byte[] Path, byte[] Value)[] sorted = [.. entries.Select(entry => (Nibbles.Of(entry.Key), entry.Value))];
        Array.Sort(sorted, static (left, right) => left.Path.AsSpan().SequenceCompareTo(right.Path));
        return Keccak256.Hash(sorted.Length == 0 ? [0x80] : Node(sorted, 0));
    }

    private static byte[] Node(ReadOnlySpan<(byte[] Path, byte[] Value)> entries, int depth)
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        int shared = SharedDepth(entries, depth);
        if (entries.Length == 1)
        {
            writer.WriteBytes(Nibbles.HexPrefix(entries[0].Path.AsSpan(depth), isLeaf: true));
            writer.WriteBytes(entries[0].Value);
        }
        else if (shared > depth)
        {
            writer.WriteBytes(Nibbles.HexPrefix(entries[0].Path.AsSpan(depth, shared - depth), isLeaf: false));
            WriteChild(writer, entries, shared);
        }
        else
        {
            WriteBranch(writer, entries, depth);
        }

        writer.EndList(list);
        return writer.WrittenSpan.ToArray();
    }

    private static void WriteBranch(RlpWriter writer, ReadOnlySpan<(byte[] Path, byte[] Value)> entries, int depth)
    {
        // A key that ends here is the shortest of its prefix and so the first.
        byte[] value = entries[0].Path.Length == depth ? entries[0].Value : [];
        int start = entries[0].Path.Length == depth ? 1 : 0;
        for (int nibble = 0; nibble < ChildCount; nibble++)
        {
            int end = start;
            while (end < entries.Length && entries[end].Path[depth] == nibble)
            {
                end++;
            }

            WriteChild(writer, entries[start..end], depth + 1);
            start = end;
        }

        writer.WriteBytes(value);
    }

    private static void WriteChild(RlpWriter writer, ReadOnlySpan<(byte[] Path, byte[] Value)> entries, int depth)
    {
        byte[] node = entries.IsEmpty ? [0x80] : Node(entries, depth);
        if (node.Length < Hash256.SizeBytes)
        {
            writer.WriteRaw(node);
        }
        else
        {
            writer.WriteBytes(Keccak256.Hash(node).Bytes);
        }
    }

    private static int SharedDepth(ReadOnlySpan<(byte[] Path, byte[] Value)> entries, int depth)
    {
        ReadOnlySpan<byte> first = entries[0].Path.AsSpan(depth);
        return depth + first.CommonPrefixLength(entries[^1].Path.AsSpan(depth));
    }
}
