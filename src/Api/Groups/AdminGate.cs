using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Api.Groups;

/// <summary>
/// Lets the node's operator manage it, and nobody else: the caller is on this machine and shows the token of the node's folder,
/// which only the node's account can read.
/// </summary>
internal sealed class AdminGate(string token)
{
    /// <summary>What a refused caller is told.</summary>
    public const string Advice =
        "managing a node takes its token (Authorization: Bearer, from the file admin.token in the node's folder) and a connection from its own machine";

    private const string Scheme = "Bearer ";

    private readonly byte[] _token = Encoding.ASCII.GetBytes(token);

    /// <summary>Judges a request.</summary>
    public AdminVerdict Judge(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not IPAddress address || !IPAddress.IsLoopback(address))
        {
            return AdminVerdict.NotLocal;
        }

        string shown = context.Request.Headers.Authorization.ToString();
        return shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown[Scheme.Length..].Trim()), _token)
            ? AdminVerdict.Allowed
            : AdminVerdict.NoToken;
    }
}
