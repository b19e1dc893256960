using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ledger.Network;

/// <summary>Where a node can be dialed.</summary>
/// <param name="Host">A DNS name or an IP address, without brackets.</param>
/// <param name="Port">1 to 65535, or 0 for any free port where one listens.</param>
internal sealed record PeerAddress(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c> or <c>[v6]:port</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PeerAddress? address)
    {
        address = null;
        int colon = text.LastIndexOf(':');
        if (colon <= 0
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return false;
        }

        string host = text[..colon];
        bool bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (host.Contains(':') && !bracketed)
        {
            return false;
        }

        address = new PeerAddress(bracketed ? host[1..^1] : host, port);
        return true;
    }

    /// <summary>Reads an address from the configuration.</summary>
    /// <exception cref="ArgumentException">The text is not an address.</exception>
    public static PeerAddress Parse(string text, string setting) => TryParse(text, out PeerAddress? address)
        ? address
        : throw new ArgumentException(
            $"{setting}: '{text}' is not an address; write host:port, for example node1:30300 or [::1]:30300.");

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
