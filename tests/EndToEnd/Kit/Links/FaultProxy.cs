using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ledger.EndToEnd.Kit.Links;

/// <summary>Stands between one program and another on their stream connections, and does harm on demand.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int Backlog = 64;

    private readonly ConcurrentDictionary<ProxiedConnection, bool> _connections = new();
    private readonly EndPoint _target;
    private readonly Socket _listener;
    private readonly Task _accepting;
    private volatile bool _isSevered;

    /// <summary>Begins to listen.</summary>
    /// <param name="listen">Where; port 0 takes a free one.</param>
    /// <param name="target">Whom connections go on to.</param>
    /// <param name="seed">What jitter is drawn from.</param>
    public FaultProxy(EndPoint listen, EndPoint target, int seed)
    {
        _target = target;
        Forth = new FaultyPipe(seed);
        Back = new FaultyPipe(seed + 1);
        _listener = NewSocket(listen.AddressFamily);
        _listener.Bind(listen);
        _listener.Listen(Backlog);
        _accepting = AcceptAsync();
    }

    /// <summary>What is said by whoever connects.</summary>
    public FaultyPipe Forth { get; }

    /// <summary>What is answered.</summary>
    public FaultyPipe Back { get; }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Cuts every connection, and every new one at once, until mended.</summary>
    public void Sever()
    {
        _isSevered = true;
        CutConnections();
    }

    /// <summary>Cuts every connection; new ones go through.</summary>
    public void CutConnections()
    {
        foreach (ProxiedConnection connection in _connections.Keys)
        {
            connection.Close();
        }
    }

    /// <summary>Takes every fault away.</summary>
    public void Mend()
    {
        _isSevered = false;
        Forth.Mend();
        Back.Mend();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        Sever();
        await Task.WhenAll(_connections.Keys.Select(connection => connection.Serving));
    }

    private static Socket NewSocket(AddressFamily family) => family == AddressFamily.Unix
        ? new Socket(family, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket near = await _listener.AcceptAsync();
                var connection = new ProxiedConnection(near, NewSocket(_target.AddressFamily));
                _connections[connection] = true;
                connection.Serving = ServeAsync(connection);
            }
        }
        catch (Exception end) when (ProxiedConnection.IsEnd(end))
        {
            // Disposed of.
        }
    }

    private async Task ServeAsync(ProxiedConnection connection)
    {
        try
        {
            // After the connection is known: whoever severs either sees it or is seen here.
            if (_isSevered)
            {
                return;
            }

            await connection.Far.ConnectAsync(_target, connection.Cut);
            await Task.WhenAll(
                Forth.RelayAsync(connection, connection.Near, connection.Far),
                Back.RelayAsync(connection, connection.Far, connection.Near));
        }
        catch (Exception end) when (ProxiedConnection.IsEnd(end))
        {
            // Whoever connected sees the end.
        }
        finally
        {
            connection.Dispose();
            _connections.TryRemove(connection, out _);
        }
    }
}
