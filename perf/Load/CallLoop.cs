using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Load;

/// <summary>Keep-alive HTTP/1.1 connections that one thread serves: each sends its next request when the answer to the one before is there.</summary>
/// <remarks>On a machine that runs the measured process too, a generator with a task a connection takes as much of it as the process
/// does (about 40 against 10 to 15 us a call, perf/results/2026-11-26-eth-calls.md), and then measures itself.</remarks>
internal sealed class CallLoop : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly Socket[] _sockets;
    private readonly Dictionary<Socket, Place> _places = [];

    /// <summary>Connects a socket for each place in a list of endpoints.</summary>
    public CallLoop(IReadOnlyList<Uri> urls)
    {
        _sockets = [.. urls.Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })];
        for (int i = 0; i < urls.Count; i++)
        {
            _sockets[i].Connect(urls[i].Host, urls[i].Port);
        }
    }

    /// <summary>Sends the requests of each connection in order, and returns after the last answer.</summary>
    /// <exception cref="InvalidOperationException">A connection was closed, or an answer is no result.</exception>
    public void SendAll(IReadOnlyList<LoadRequest>[] queues)
    {
        for (int i = 0; i < _sockets.Length; i++)
        {
            _places[_sockets[i]] = new Place(queues[i]);
            SendNext(_sockets[i], _places[_sockets[i]]);
        }

        var ready = new List<Socket>();
        while (true)
        {
            ready.Clear();
            ready.AddRange(_sockets.Where(socket => _places[socket].IsOpen));
            if (ready.Count == 0)
            {
                return;
            }

            Socket.Select(ready, null, null, Timeout.InfiniteTimeSpan);
            foreach (Socket socket in ready)
            {
                Receive(socket, _places[socket]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_sockets, socket => socket.Dispose());

    private static void SendNext(Socket socket, Place place)
    {
        if (place.IsOpen)
        {
            place.Current.SentAt = Stopwatch.GetTimestamp();
            socket.Send(place.Current.Bytes);
        }
    }

    private static void Receive(Socket socket, Place place)
    {
        int read = socket.Receive(place.Buffer.AsSpan(place.Received));
        if (read == 0)
        {
            throw new InvalidOperationException("The endpoint closed a connection.");
        }

        place.Received += read;
        ReadOnlySpan<byte> answer = place.Buffer.AsSpan(0, place.Received);
        if (!HttpAnswer.IsComplete(answer))
        {
            return;
        }

        if (!HttpAnswer.IsOk(answer) || HttpAnswer.HasError(answer))
        {
            throw new InvalidOperationException($"The endpoint answered {Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 600)])}");
        }

        place.Current.AnsweredAfter = Stopwatch.GetTimestamp() - place.Current.SentAt;
        place.Next++;
        place.Received = 0;
        SendNext(socket, place);
    }

    private sealed class Place(IReadOnlyList<LoadRequest> queue)
    {
        public byte[] Buffer { get; } = new byte[BufferBytes];

        public int Received { get; set; }

        public int Next { get; set; }

        public bool IsOpen => Next < queue.Count;

        public LoadRequest Current => queue[Next];
    }
}
