using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Ledger.Network.Wire;

/// <summary>
/// Shrinks bodies where that pays, and never grows one past what its sender declared. A compressed body is the length of the
/// original (4 bytes, big-endian) and a Brotli stream.
/// </summary>
internal static class PayloadCompression
{
    /// <summary>Shorter payloads travel as they are.</summary>
    public const int PayloadBytesMin = 1024;

    /// <summary>The most that a body may grow: a sender leaves more regular payloads as they are, a receiver refuses them.</summary>
    public const int ExpansionMax = 64;

    private const int DeclaredLengthBytes = 4;
    private const int WindowBits = 18;

    /// <summary>
    /// Brotli's fastest. Measured on one 2.6 GHz core, per KB: a batch of token transfers 3.4 us to 61 % (zlib's fastest 9.7 us to
    /// 61 %, Brotli 1 no better than 55 %), a list of hashes, which cannot shrink, 0.3 us (zlib 17 us); back again 2 us.
    /// </summary>
    private const int Quality = 0;

    /// <summary>Compresses <paramref name="payload"/>.</summary>
    /// <param name="payload">What is to be sent.</param>
    /// <param name="body">The compressed body.</param>
    /// <returns>Whether the body is at least a tenth shorter, and may be sent.</returns>
    public static bool TryCompress(ReadOnlySpan<byte> payload, out byte[] body)
    {
        body = [];
        if (payload.Length < PayloadBytesMin)
        {
            return false;
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(DeclaredLengthBytes + WorthBytes(payload.Length));
        if (TryShrink(payload, rented, out int written))
        {
            BinaryPrimitives.WriteInt32BigEndian(rented, payload.Length);
            body = rented.AsSpan(0, DeclaredLengthBytes + written).ToArray();
        }

        ArrayPool<byte>.Shared.Return(rented);
        return body.Length > 0;
    }

    /// <summary>Reads a compressed body; its declared length is judged before memory is taken for it.</summary>
    /// <param name="body">The declared length and the stream.</param>
    /// <param name="payloadBytesMax">The longest payload that is taken.</param>
    /// <param name="payload">The payload, empty when the body is not sound.</param>
    /// <returns>Whether the stream held exactly what was declared.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> body, int payloadBytesMax, out byte[] payload)
    {
        payload = [];
        if (!BinaryPrimitives.TryReadUInt32BigEndian(body, out uint declared))
        {
            return false;
        }

        ReadOnlySpan<byte> stream = body[DeclaredLengthBytes..];
        if (declared > (uint)payloadBytesMax || declared > (ulong)stream.Length * ExpansionMax)
        {
            return false;
        }

        payload = GC.AllocateUninitializedArray<byte>((int)declared);
        if (BrotliDecoder.TryDecompress(stream, payload, out int written) && written == payload.Length)
        {
            return true;
        }

        payload = [];
        return false;
    }

    private static bool TryShrink(ReadOnlySpan<byte> payload, byte[] scratch, out int written)
    {
        Span<byte> room = scratch.AsSpan(DeclaredLengthBytes, WorthBytes(payload.Length));
        return BrotliEncoder.TryCompress(payload, room, out written, Quality, WindowBits)
            && (long)written * ExpansionMax >= payload.Length;
    }

    /// <summary>The longest stream that is worth sending; the encoder gives up when it needs more.</summary>
    private static int WorthBytes(int payloadBytes) => payloadBytes - (payloadBytes / 10) - DeclaredLengthBytes;
}
