namespace Ledger.EndToEnd.Kit.Hostile;

/// <summary>A member that claims to be far ahead and answers who asks it for blocks with anything but them.</summary>
/// <param name="toVictim">Its link to the node that lags.</param>
/// <param name="toHonest">Its link to a node from which it can have true blocks, to spoil them.</param>
internal sealed class LyingSource(HostilePeer toVictim, HostilePeer toHonest)
{
    // RLP: [number, hash, view] with the highest number there is.
    private static readonly byte[] Boast =
        [0xc0 + 9 + 33 + 1, 0x88, 0x7f, .. Enumerable.Repeat((byte)0xff, 7), 0xa0, .. new byte[32], 0x80];

    private int _answers;

    /// <summary>How many requests it answered.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Lies until its victim ends the session, or the test its lies.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await LieAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Its time is over.
        }
    }

    private async Task LieAsync(CancellationToken cancellation)
    {
        await toVictim.SendAsync(WireFrame.Of(WireFrame.Status, Boast), cancellation);
        while (await toVictim.ReceiveAsync(cancellation) is WireFrame frame)
        {
            if (frame.Kind == WireFrame.BlockRequest)
            {
                int turn = Interlocked.Increment(ref _answers);
                await AnswerAsync(frame, turn, cancellation);
            }
        }
    }

    /// <summary>Silence, then nothing, then true headers with a changed end.</summary>
    private async Task AnswerAsync(WireFrame request, int turn, CancellationToken cancellation)
    {
        switch (turn)
        {
            case 1:
                await toVictim.SendAsync(WireFrame.Of(WireFrame.BlockResponse, [0xc0]), cancellation);
                break;
            case 2:
                break;
            default:
                byte[] blocks = await TrueBlocksAsync(request, cancellation);
                blocks[^1] ^= 1;
                await toVictim.SendAsync(WireFrame.Of(WireFrame.BlockResponse, blocks), cancellation);
                break;
        }
    }

    private async Task<byte[]> TrueBlocksAsync(WireFrame request, CancellationToken cancellation)
    {
        await toHonest.SendAsync(request, cancellation);
        while (await toHonest.ReceiveAsync(cancellation) is WireFrame frame)
        {
            if (frame.Kind == WireFrame.BlockResponse)
            {
                return frame.Payload();
            }
        }

        throw new IOException("The honest node closed.");
    }
}
