using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace Ledger.Load.Etcd;

/// <summary>One HTTP/2 connection to etcd, in clear text and with prior knowledge, that has several puts in flight.</summary>
/// <remarks>A put counts as done when its stream ended and brought a message: gRPC answers a failure without one.</remarks>
internal sealed class EtcdConnection : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int FirstWindowBytes = 65_535;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ArrayBufferWriter<byte> _output = new(BufferBytes);
    private readonly Dictionary<int, Put> _open = [];
    private readonly byte[] _input = new byte[BufferBytes];
    private readonly PutRequest _request;
    private int _received;
    private int _nextStream = 1;
    private long _window = FirstWindowBytes;

    /// <summary>Connects, and lets etcd send as many answers as it likes.</summary>
    public EtcdConnection(Uri url, int valueBytes)
    {
        _request = new PutRequest(url.Authority, valueBytes);
        _socket.Connect(url.Host, url.Port);
        byte[] credit = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(credit, int.MaxValue - FirstWindowBytes);
        _output.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        _output.Write(Http2Frame.Head(0, Http2Frame.Settings, 0, 0));
        _output.Write(Http2Frame.Head(credit.Length, Http2Frame.WindowUpdate, 0, 0));
        _output.Write(credit);
    }

    /// <summary>What to wait on.</summary>
    public Socket Socket => _socket;

    /// <summary>Puts that wait for their answer.</summary>
    public int InFlight => _open.Count;

    /// <summary>Begins a put, which <see cref="Flush"/> sends, unless the connection's window is used up.</summary>
    public bool TryPut(long number)
    {
        if (_window < _request.DataBytes)
        {
            return false;
        }

        _window -= _request.DataBytes;
        _request.Write(_output, _nextStream, number);
        _open.Add(_nextStream, new Put(Stopwatch.GetTimestamp()));
        _nextStream = checked(_nextStream + 2);
        return true;
    }

    /// <summary>Sends what was begun.</summary>
    public void Flush()
    {
        if (_output.WrittenCount > 0)
        {
            _socket.Send(_output.WrittenSpan);
            _output.ResetWrittenCount();
        }
    }

    /// <summary>Takes what etcd sent.</summary>
    /// <param name="times">Takes how long each answered put took, in the stopwatch's ticks.</param>
    /// <exception cref="InvalidOperationException">A put failed, or the connection was closed.</exception>
    public void Receive(List<long> times)
    {
        int read = _socket.Receive(_input.AsSpan(_received));
        if (read == 0)
        {
            throw new InvalidOperationException("etcd closed a connection.");
        }

        _received += read;
        int at = 0;
        while (_received - at >= Http2Frame.HeadBytes)
        {
            var frame = Http2Frame.Read(_input.AsSpan(at));
            int end = at + Http2Frame.HeadBytes + frame.Length;
            if (end > _received)
            {
                break;
            }

            Take(frame, _input.AsSpan(at + Http2Frame.HeadBytes, frame.Length), times);
            at = end;
        }

        _input.AsSpan(at, _received - at).CopyTo(_input);
        _received -= at;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Take(Http2Frame frame, ReadOnlySpan<byte> payload, List<long> times)
    {
        switch (frame.Kind)
        {
            case Http2Frame.Data when payload.Length > 0:
                _open[frame.Stream].HasMessage = true;
                break;
            case Http2Frame.Headers when frame.IsEndOrAck:
                End(frame.Stream, times);
                break;
            case Http2Frame.Settings or Http2Frame.Ping when !frame.IsEndOrAck:
                ReadOnlySpan<byte> echoed = frame.Kind == Http2Frame.Ping ? payload : [];
                _output.Write(Http2Frame.Head(echoed.Length, frame.Kind, Http2Frame.EndStreamOrAck, 0));
                _output.Write(echoed);
                break;
            case Http2Frame.WindowUpdate when frame.Stream == 0:
                _window += BinaryPrimitives.ReadInt32BigEndian(payload);
                break;
            case Http2Frame.ResetStream or Http2Frame.GoAway:
                throw new InvalidOperationException($"etcd ended stream {frame.Stream} with a frame of kind {frame.Kind}.");
        }
    }

    private void End(int stream, List<long> times)
    {
        if (!_open.Remove(stream, out Put? put) || !put.HasMessage)
        {
            throw new InvalidOperationException("etcd refused a put.");
        }

        times.Add(Stopwatch.GetTimestamp() - put.SentAt);
    }

    private sealed class Put(long sentAt)
    {
        public long SentAt => sentAt;

        public bool HasMessage { get; set; }
    }
}
