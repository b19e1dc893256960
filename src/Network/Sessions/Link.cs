using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>
/// One encrypted connection that carries frames. One reader and one writer at a time. What it holds of received bytes is at
/// most one frame of the allowed length and one read.
/// </summary>
internal sealed class Link : IAsyncDisposable
{
    /// <summary>How many bytes one read may bring.</summary>
    private const int ReadBytes = 64 * 1024;

    /// <summary>How much of a refused peer's talk is thrown away before the connection is cut.</summary>
    private const int LingerBytesMax = 64 * 1024;

    private readonly Socket _socket;
    private readonly SslStream _tls;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly FrameWriter _writer;
    private readonly TimeProvider _time;
    private long _lastReceived;

    public Link(Socket socket, SslStream tls, TimeProvider time)
    {
        _socket = socket;
        _tls = tls;
        _time = time;
        _lastReceived = time.GetTimestamp();
        // Zero-byte reads: an idle link holds no buffer.
        _input = PipeReader.Create(
            tls, new StreamPipeReaderOptions(bufferSize: ReadBytes, leaveOpen: true, useZeroByteReads: true));
        _output = PipeWriter.Create(
            tls, new StreamPipeWriterOptions(minimumBufferSize: FrameWriter.GatherBytes, leaveOpen: true));
        _writer = new FrameWriter(_output);
    }

    /// <summary>When bytes last came, as a timestamp of the clock.</summary>
    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>Waits for the next frame.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask<FrameRead> ReadAsync(int bodyBytesMax, CancellationToken cancellation) =>
        ReadAsync(bodyBytesMax, static _ => true, cancellation);

    /// <summary>Waits for the next frame; the body of one that is not wanted is thrown away unread.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<FrameRead> ReadAsync(
        int bodyBytesMax, Func<FrameHeader, bool> isWanted, CancellationToken cancellation)
    {
        while (true)
        {
            ReadResult result = await _input.ReadAsync(cancellation);
            Volatile.Write(ref _lastReceived, _time.GetTimestamp());
            ReadOnlySequence<byte> received = result.Buffer;
            if (FrameReader.TryRead(ref received, bodyBytesMax, isWanted, out Frame frame, out FrameViolation violation))
            {
                _input.AdvanceTo(received.Start);
                return new FrameRead(frame, Ended: false, FrameViolation.None);
            }

            _input.AdvanceTo(received.Start, received.End);
            if (violation != FrameViolation.None || result.IsCompleted)
            {
                return new FrameRead(default, violation == FrameViolation.None, violation);
            }
        }
    }

    /// <summary>Adds a frame to what will be written.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask<int> WriteAsync(OutgoingFrame frame, CancellationToken cancellation) =>
        _writer.WriteAsync(frame, cancellation);

    /// <summary>Writes what has gathered.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask FlushAsync(CancellationToken cancellation) => _writer.FlushAsync(cancellation);

    /// <summary>Says why, and closes within <paramref name="patience"/>; a peer that is gone already is no error.</summary>
    public async Task RefuseAsync(Refusal refusal, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await WriteAsync(refusal.ToFrame(), either.Token);
            await FlushAsync(either.Token);
            await LingerAsync(either.Token);
        }
        catch (Exception error) when (IsBroken(error))
        {
            // The sentence stands in this node's log either way.
        }
    }

    /// <summary>
    /// Ends this side and waits until the other has ended too. Closing while unread bytes lie here would make the system send
    /// a reset, and a reset overtakes the last words.
    /// </summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task LingerAsync(CancellationToken cancellation)
    {
        await _tls.ShutdownAsync().WaitAsync(cancellation);
        _socket.Shutdown(SocketShutdown.Send);
        byte[] scratch = new byte[FrameHeader.HandshakeBodyBytesMax];
        int left = LingerBytesMax;
        while (left > 0)
        {
            int read = await _socket.ReceiveAsync(scratch, cancellation);
            if (read == 0)
            {
                return;
            }

            left -= read;
        }
    }

    /// <summary>Whether an exception only means that the connection is over.</summary>
    public static bool IsBroken(Exception error) =>
        error is IOException or SocketException or ObjectDisposedException or OperationCanceledException
            or AuthenticationException;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _tls.DisposeAsync();
        await _input.CompleteAsync();
        // With a reason the writer drops what has gathered; without one it would write it to the stream that is closed by now.
        await _output.CompleteAsync(new IOException("the connection is over"));
    }
}
