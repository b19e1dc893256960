using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Wire;

/// <summary>Transaction hashes that a node asks for: RLP list of 32-byte strings.</summary>
internal static class HashList
{
    public static byte[] Encode(IReadOnlyList<Hash256> hashes)
    {
        using var writer = new RlpWriter(16 + (hashes.Count * (Hash256.SizeBytes + 1)));
        int list = writer.BeginList();
        foreach (Hash256 hash in hashes)
        {
            writer.WriteBytes(hash.Bytes);
        }

        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out List<Hash256> hashes)
    {
        hashes = [];
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items))
        {
            return false;
        }

        while (!items.IsAtEnd)
        {
            if (hashes.Count == WireLimits.HashesMax || !items.TryReadHash(out Hash256 hash))
            {
                return false;
            }

            hashes.Add(hash);
        }

        return true;
    }
}
