using System.Net;
using System.Net.Sockets;

namespace Ledger.Network.Sessions;

/// <summary>Where a connection comes from, in the form that people write.</summary>
internal static class RemoteEndpoint
{
    /// <summary>The other end of <paramref name="socket"/>; an IPv4 address is shown as one, however the socket holds it.</summary>
    public static IPEndPoint Of(Socket socket)
    {
        IPEndPoint endpoint = socket.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.None, 0);
        return endpoint.Address.IsIPv4MappedToIPv6
            ? new IPEndPoint(endpoint.Address.MapToIPv4(), endpoint.Port)
            : endpoint;
    }
}
