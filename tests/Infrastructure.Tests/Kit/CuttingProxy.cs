using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Ledger.Infrastructure.Tests.Kit;

/// <summary>When a <see cref="CuttingProxy"/> cuts a connection.</summary>
public enum Cut
{
    Never,

    /// <summary>The statement is swallowed and never reaches the server.</summary>
    BeforeServer,

    /// <summary>The server answers, but the answer is swallowed.</summary>
    BeforeClient,
}

/// <summary>Stands between a client and the server's socket, and cuts the connection at the instant of a statement.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _socket;
    private readonly Task _accepting;

    public CuttingProxy(string socketFolder, int port)
    {
        _socket = Path.Combine(socketFolder, $".s.PGSQL.{port}");
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What to do with the next statement that holds <see cref="Statement"/>; falls back to never after it.</summary>
    public Cut Next { get; set; }

    public byte[] Statement { get; set; } = "COMMIT\0"u8.ToArray();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> relays = [];
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using Socket server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _end.Token);
            var swallow = Channel.CreateBounded<bool>(1);
            await Task.WhenAny(
                ToServerAsync(client, server, swallow.Writer), ToClientAsync(server, client, swallow.Reader));
        }
    }

    private async Task ToServerAsync(Socket client, Socket server, ChannelWriter<bool> swallow)
    {
        byte[] buffer = new byte[256 * 1024];
        int count;
        while ((count = await ReceiveAsync(client, buffer)) > 0)
        {
            Cut cut = buffer.AsSpan(0, count).IndexOf(Statement) >= 0 ? Next : Cut.Never;
            if (cut == Cut.BeforeServer)
            {
                Next = Cut.Never;
                return;
            }

            if (cut == Cut.BeforeClient)
            {
                Next = Cut.Never;
                swallow.TryWrite(true);
            }

            await server.SendAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private async Task ToClientAsync(Socket server, Socket client, ChannelReader<bool> swallow)
    {
        byte[] buffer = new byte[256 * 1024];
        int count;
        while ((count = await ReceiveAsync(server, buffer)) > 0 && !swallow.TryRead(out _))
        {
            await client.SendAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private async Task<int> ReceiveAsync(Socket socket, byte[] buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, _end.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
