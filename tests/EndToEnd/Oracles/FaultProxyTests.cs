using System.Net;
using System.Net.Sockets;
using Ledger.EndToEnd.Kit.Links;

namespace Ledger.EndToEnd.Oracles;

/// <summary>The proxy does the harm that it says, and none that it does not.</summary>
public sealed class FaultProxyTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Socket _server = Listening();
    private readonly FaultProxy _proxy;

    public FaultProxyTests() => _proxy = new FaultProxy(new IPEndPoint(IPAddress.Loopback, 0), _server.LocalEndPoint!, seed: 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Bytes_go_through_both_ways_unchanged()
    {
        (Socket client, Socket server) = await ConnectAsync();

        await client.SendAsync("there"u8.ToArray(), Cancellation);
        Assert.Equal("there"u8.ToArray(), await ReadAsync(server, 5));
        await server.SendAsync("back"u8.ToArray(), Cancellation);
        Assert.Equal("back"u8.ToArray(), await ReadAsync(client, 4));
    }

    [Fact]
    public async Task A_slow_direction_delivers_everything_in_order()
    {
        (Socket client, Socket server) = await ConnectAsync();
        _proxy.Forth.Slow(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5), bytesPerSecond: 1_000_000);
        byte[] sent = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31 >> 3))];

        Task<int> sending = client.SendAsync(sent, Cancellation).AsTask();

        Assert.Equal(sent, await ReadAsync(server, sent.Length));
        await sending;
    }

    [Fact]
    public async Task A_stalled_direction_delivers_nothing_and_then_all_while_the_other_flows()
    {
        (Socket client, Socket server) = await ConnectAsync();
        _proxy.Forth.Stall();
        await client.SendAsync("late"u8.ToArray(), Cancellation);
        await server.SendAsync("now"u8.ToArray(), Cancellation);
        Assert.Equal("now"u8.ToArray(), await ReadAsync(client, 3));
        Assert.Equal(0, server.Available);

        _proxy.Mend();

        Assert.Equal("late"u8.ToArray(), await ReadAsync(server, 4));
    }

    [Fact]
    public async Task A_flipped_bit_changes_one_byte_of_one_piece()
    {
        (Socket client, Socket server) = await ConnectAsync();
        _proxy.Forth.FlipNext();

        await client.SendAsync(new byte[] { 1, 2 }, Cancellation);
        Assert.Equal([1, 3], await ReadAsync(server, 2));
        await client.SendAsync(new byte[] { 1, 2 }, Cancellation);
        Assert.Equal([1, 2], await ReadAsync(server, 2));
    }

    [Fact]
    public async Task A_half_closed_direction_ends_and_the_other_goes_on()
    {
        (Socket client, Socket server) = await ConnectAsync();
        _proxy.Forth.HalfCloseNext();

        await client.SendAsync("lost"u8.ToArray(), Cancellation);
        Assert.Empty(await ReadAsync(server, 1));
        await server.SendAsync("heard"u8.ToArray(), Cancellation);
        Assert.Equal("heard"u8.ToArray(), await ReadAsync(client, 5));
    }

    [Fact]
    public async Task A_severed_link_ends_connections_and_refuses_new_ones_until_it_is_mended()
    {
        (Socket client, _) = await ConnectAsync();
        _proxy.Sever();
        await AssertEndsAsync(client);
        using Socket second = NewSocket();
        await AssertEndsAsync(second, connect: true);
        Assert.False(_server.Poll(0, SelectMode.SelectRead), "The target saw a connection through a severed link.");

        _proxy.Mend();

        (Socket third, Socket server) = await ConnectAsync();
        await third.SendAsync("again"u8.ToArray(), Cancellation);
        Assert.Equal("again"u8.ToArray(), await ReadAsync(server, 5));
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static Socket Listening()
    {
        Socket socket = NewSocket();
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        Socket client = NewSocket();
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port, Cancellation);
        return (client, await _server.AcceptAsync(Cancellation));
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        byte[] buffer = new byte[count];
        int read = 0;
        while (read < count && await socket.ReceiveAsync(buffer.AsMemory(read), Cancellation).AsTask().WaitAsync(Limit, Cancellation) is int more and > 0)
        {
            read += more;
        }

        return buffer[..read];
    }

    private async Task AssertEndsAsync(Socket socket, bool connect = false)
    {
        try
        {
            if (connect)
            {
                await socket.ConnectAsync(IPAddress.Loopback, _proxy.Port, Cancellation);
            }

            Assert.Empty(await ReadAsync(socket, 1));
        }
        catch (SocketException)
        {
            // A reset is an end.
        }
    }
}
