using System.Net;
using System.Net.Sockets;

namespace Ledger.Network.Sessions;

/// <summary>Accepts connections, as many unknown ones at a time as the limits allow.</summary>
internal sealed class PeerListener(Connections connections, TaskGroup tasks, NetworkScope scope) : IDisposable
{
    /// <summary>Connections that the system holds until they are accepted.</summary>
    private const int Backlog = 128;

    /// <summary>The pause after the system refused to accept, for example because no file handle was left.</summary>
    private static readonly TimeSpan AcceptRetryPause = TimeSpan.FromSeconds(1);

    private readonly UnknownConnections _unknown = new(scope.Limits);
    private Socket? _socket;

    /// <summary>Starts to listen.</summary>
    /// <returns>The address, with the port that was taken.</returns>
    /// <exception cref="IOException">The address is in use or not this machine's.</exception>
    public IPEndPoint Open(IPEndPoint address)
    {
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
            {
                _socket.DualMode = true;
            }

            _socket.Bind(address);
            _socket.Listen(Backlog);
            return (IPEndPoint)_socket.LocalEndPoint!;
        }
        catch (SocketException error)
        {
            _socket.Dispose();
            throw new IOException($"Peers cannot connect to {address}: {error.Message}. Change the peer address or stop what uses it.", error);
        }
    }

    /// <summary>Accepts until the node stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        Socket listening = _socket ?? throw new InvalidOperationException("The listener is not open.");
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Take(await listening.AcceptAsync(stopping), stopping);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                // The node stops.
                return;
            }
            catch (SocketException error)
            {
                scope.Logger.AcceptFailed(error.Message);
                await Task.Delay(AcceptRetryPause, scope.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private void Take(Socket socket, CancellationToken stopping)
    {
        IPAddress address = RemoteEndpoint.Of(socket).Address;
        if (_unknown.TryEnter(address) is not UnknownConnections.Place place)
        {
            scope.Meter.Refused("TooManyUnknown");
            scope.Logger.TooManyUnknown(address);
            socket.Dispose();
            return;
        }

        tasks.Run(() => connections.RunAsync(socket, dialed: null, place, stopping));
    }
}
