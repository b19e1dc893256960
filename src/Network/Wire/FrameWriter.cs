using System.Buffers;
using System.IO.Pipelines;

namespace Ledger.Network.Wire;

/// <summary>Writes frames to one link; small ones gather into one write, long ones go in slices. Not thread-safe.</summary>
internal sealed class FrameWriter(PipeWriter output)
{
    /// <summary>How many bytes gather before they are written: the memory that a link needs to send.</summary>
    public const int GatherBytes = 64 * 1024;

    /// <summary>Adds one frame, and writes whenever <see cref="GatherBytes"/> have gathered.</summary>
    /// <returns>The bytes that the frame takes on the wire, before encryption.</returns>
    public async ValueTask<int> WriteAsync(OutgoingFrame frame, CancellationToken cancellation)
    {
        (FrameHeader header, ReadOnlyMemory<byte> body) = frame.Encode();
        header.Write(output.GetSpan(FrameHeader.SizeBytes));
        output.Advance(FrameHeader.SizeBytes);
        await FlushWhenFullAsync(cancellation);
        for (int at = 0; at < body.Length;)
        {
            int size = (int)Math.Min(GatherBytes - output.UnflushedBytes, body.Length - at);
            output.Write(body.Span.Slice(at, size));
            at += size;
            await FlushWhenFullAsync(cancellation);
        }

        return FrameHeader.SizeBytes + body.Length;
    }

    /// <summary>Writes what has gathered.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellation) => await output.FlushAsync(cancellation);

    private async ValueTask FlushWhenFullAsync(CancellationToken cancellation)
    {
        if (output.UnflushedBytes >= GatherBytes)
        {
            await output.FlushAsync(cancellation);
        }
    }
}
