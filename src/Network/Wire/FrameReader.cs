using System.Buffers;

namespace Ledger.Network.Wire;

/// <summary>Cuts received bytes into frames. Nothing is allocated before the length it is allocated for was judged.</summary>
internal static class FrameReader
{
    /// <summary>Takes one frame from the front of <paramref name="received"/>.</summary>
    /// <param name="received">What came in; moved past the frame when one was complete.</param>
    /// <param name="bodyBytesMax">The longest body that is taken now.</param>
    /// <param name="isWanted">Judges a frame by its header alone; the body of an unwanted one is passed over as it is.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="violation">What is wrong with the bytes: no later byte can mend it.</param>
    /// <returns>Whether a frame was taken; without one and without a violation more bytes are needed.</returns>
    public static bool TryRead(
        ref ReadOnlySequence<byte> received,
        int bodyBytesMax,
        Func<FrameHeader, bool> isWanted,
        out Frame frame,
        out FrameViolation violation)
    {
        frame = default;
        Span<byte> start = stackalloc byte[FrameHeader.SizeBytes];
        int held = (int)Math.Min(received.Length, FrameHeader.SizeBytes);
        received.Slice(0, held).CopyTo(start);
        if (!FrameHeader.TryRead(start[..held], bodyBytesMax, out FrameHeader header, out violation)
            || received.Length < FrameHeader.SizeBytes + header.BodyBytes)
        {
            return false;
        }

        ReadOnlySequence<byte> body = received.Slice(FrameHeader.SizeBytes, header.BodyBytes);
        if (!isWanted(header))
        {
            frame = new Frame(header.Kind, header.GroupId, []) { IsRefused = true };
            received = received.Slice(body.End);
            return true;
        }

        if (!TryReadBody(body, header.Flags, bodyBytesMax, out byte[] payload))
        {
            violation = FrameViolation.BadCompression;
            return false;
        }

        frame = new Frame(header.Kind, header.GroupId, payload);
        received = received.Slice(body.End);
        return true;
    }

    private static bool TryReadBody(
        in ReadOnlySequence<byte> body, FrameFlags flags, int payloadBytesMax, out byte[] payload)
    {
        if (flags == FrameFlags.None)
        {
            payload = body.ToArray();
            return true;
        }

        if (body.IsSingleSegment)
        {
            return PayloadCompression.TryDecompress(body.FirstSpan, payloadBytesMax, out payload);
        }

        byte[] joined = ArrayPool<byte>.Shared.Rent((int)body.Length);
        body.CopyTo(joined);
        bool read = PayloadCompression.TryDecompress(joined.AsSpan(0, (int)body.Length), payloadBytesMax, out payload);
        ArrayPool<byte>.Shared.Return(joined);
        return read;
    }
}
