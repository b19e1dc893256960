using System.Net.Sockets;

namespace Ledger.Load.Etcd;

/// <summary>Connections that one thread serves, each with the same number of puts in flight: an answer is followed by the next put.</summary>
/// <remarks>One thread and frames made in advance, for the reason that <see cref="CallLoop"/> gives.</remarks>
internal sealed class PutLoop : IDisposable
{
    private readonly Dictionary<Socket, EtcdConnection> _connections = [];
    private readonly int _inFlightEach;
    private long _next;

    /// <summary>Connects to the endpoints in turns.</summary>
    public PutLoop(LoadOptions options)
    {
        _inFlightEach = Math.Max(1, options.InFlight / options.Connections);
        for (int i = 0; i < options.Connections; i++)
        {
            var connection = new EtcdConnection(options.Urls[i % options.Urls.Count], options.ValueBytes);
            _connections.Add(connection.Socket, connection);
        }
    }

    /// <summary>Puts in flight over all connections.</summary>
    public int InFlight => _inFlightEach * _connections.Count;

    /// <summary>Makes puts, each of a key of its own, and returns after the last answer.</summary>
    /// <returns>How long each took, in the stopwatch's ticks.</returns>
    public IReadOnlyList<long> PutAll(int count)
    {
        var times = new List<long>(count);
        long end = _next + count;
        foreach (EtcdConnection connection in _connections.Values)
        {
            Fill(connection, end);
        }

        var ready = new List<Socket>();
        while (times.Count < count)
        {
            ready.Clear();
            ready.AddRange(_connections.Keys);
            Socket.Select(ready, null, null, Timeout.InfiniteTimeSpan);
            foreach (Socket socket in ready)
            {
                _connections[socket].Receive(times);
                Fill(_connections[socket], end);
            }
        }

        return times;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (EtcdConnection connection in _connections.Values)
        {
            connection.Dispose();
        }
    }

    private void Fill(EtcdConnection connection, long end)
    {
        while (_next < end && connection.InFlight < _inFlightEach && connection.TryPut(_next))
        {
            _next++;
        }

        connection.Flush();
    }
}
