using Ledger.Crypto.Hashing;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Tests.StateTests;

/// <summary>The root of a Merkle Patricia trie over hashed keys, built at once (Yellow Paper, appendix D).</summary>
internal static class MerklePatriciaTrie
{
    private const int NibbleCount = 64;
    private const int ChildCount = 16;

    /// <summary>The root; that of no entries is the hash of an empty string.</summary>
    public static Hash256 Root(IEnumerable<(Hash256 Key, byte[] Value)> entries)
    {
        (byte[] Path, byte[] Value)[] sorted =
            [.. entries.OrderBy(entry => entry.Key).Select(entry => (Nibbles(entry.Key), entry.Value))];
        return Keccak256.Hash(sorted.Length == 0 ? [0x80] : Node(sorted, 0));
    }

    private static byte[] Node(ReadOnlySpan<(byte[] Path, byte[] Value)> entries, int depth)
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        int shared = SharedDepth(entries, depth);
        if (entries.Length == 1)
        {
            writer.WriteBytes(HexPrefix(entries[0].Path.AsSpan(depth), isLeaf: true));
            writer.WriteBytes(entries[0].Value);
        }
        else if (shared > depth)
        {
            writer.WriteBytes(HexPrefix(entries[0].Path.AsSpan(depth, shared - depth), isLeaf: false));
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
        int start = 0;
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

        writer.WriteBytes([]);
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

    private static byte[] HexPrefix(ReadOnlySpan<byte> nibbles, bool isLeaf)
    {
        int odd = nibbles.Length % 2;
        byte[] bytes = new byte[(nibbles.Length / 2) + 1];
        bytes[0] = (byte)((((isLeaf ? 2 : 0) + odd) << 4) | (odd == 1 ? nibbles[0] : 0));
        for (int i = odd; i < nibbles.Length; i += 2)
        {
            bytes[(i + 2) / 2] = (byte)((nibbles[i] << 4) | nibbles[i + 1]);
        }

        return bytes;
    }

    private static byte[] Nibbles(in Hash256 key)
    {
        byte[] nibbles = new byte[NibbleCount];
        for (int i = 0; i < NibbleCount; i++)
        {
            nibbles[i] = (byte)((key.Bytes[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0x0f);
        }

        return nibbles;
    }
}
