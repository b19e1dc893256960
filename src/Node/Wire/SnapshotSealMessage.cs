using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Wire;

/// <summary>A sealer's signature over its snapshot: RLP [number, digest, signature].</summary>
internal readonly record struct SnapshotSealMessage(long Number, Hash256 Digest, ReadOnlyMemory<byte> Signature)
{
    public byte[] Encode()
    {
        using var writer = new RlpWriter(256);
        int list = writer.BeginList();
        writer.WriteInteger(Number);
        writer.WriteBytes(Digest.Bytes);
        writer.WriteBytes(Signature.Span);
        writer.EndList(list);
        return writer.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out SnapshotSealMessage message)
    {
        message = default;
        var reader = new RlpReader(payload);
        if (!reader.TryReadOnlyList(out RlpReader items)
            || !items.TryReadInt64(out long number)
            || !items.TryReadHash(out Hash256 digest)
            || !items.TryReadBytes(out ReadOnlySpan<byte> signature)
            || !items.IsAtEnd
            || number < 1)
        {
            return false;
        }

        message = new SnapshotSealMessage(number, digest, signature.ToArray());
        return true;
    }
}
