namespace Ledger.Cli.Creation;

/// <summary>Where a node is.</summary>
/// <param name="Host">The name or address under which peers find it.</param>
/// <param name="HttpUrl">Where it answers HTTP.</param>
/// <param name="PeerListen">Where it listens for peers, as <c>host:port</c>.</param>
/// <param name="PeerPort">The port for its peers.</param>
internal sealed record NodePlace(string Host, string HttpUrl, string PeerListen, int PeerPort)
{
    /// <summary>Where peers reach it, as <c>host:port</c>.</summary>
    public string PeerAddress => $"{Host}:{PeerPort}";
}
