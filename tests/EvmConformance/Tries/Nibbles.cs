namespace Ledger.EvmConformance.Tries;

/// <summary>Half bytes, of which paths in a trie are made, and their compact form (Yellow Paper, appendix C).</summary>
internal static class Nibbles
{
    private const int LeafFlag = 2;

    /// <summary>The nibbles of bytes, the high one first.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        byte[] nibbles = new byte[bytes.Length * 2];
        for (int i = 0; i < nibbles.Length; i++)
        {
            nibbles[i] = (byte)((bytes[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0x0f);
        }

        return nibbles;
    }

    /// <summary>The hex-prefix form of a path.</summary>
    public static byte[] HexPrefix(ReadOnlySpan<byte> nibbles, bool isLeaf)
    {
        int odd = nibbles.Length % 2;
        byte[] bytes = new byte[(nibbles.Length / 2) + 1];
        bytes[0] = (byte)((((isLeaf ? LeafFlag : 0) + odd) << 4) | (odd == 1 ? nibbles[0] : 0));
        for (int i = odd; i < nibbles.Length; i += 2)
        {
            bytes[(i + 2) / 2] = (byte)((nibbles[i] << 4) | nibbles[i + 1]);
        }

        return bytes;
    }

    /// <summary>Reads the hex-prefix form; strict: padding is zero and no other flag is set.</summary>
    public static bool TryReadHexPrefix(ReadOnlySpan<byte> bytes, out byte[] nibbles, out bool isLeaf)
    {
        nibbles = [];
        isLeaf = false;
        if (bytes.IsEmpty || bytes[0] >> 4 > LeafFlag + 1)
        {
            return false;
        }

        bool isOdd = (bytes[0] & 0x10) != 0;
        isLeaf = (bytes[0] & 0x20) != 0;
        nibbles = Of(bytes)[(isOdd ? 1 : 2)..];
        return isOdd || (bytes[0] & 0x0f) == 0;
    }
}
