using System.Text.Json.Serialization;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Layout;

/// <summary>One node of a chain as <c>chain.json</c> lists it.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Id">Its public key.</param>
/// <param name="HttpUrl">Where it answers HTTP.</param>
/// <param name="PeerAddress">Where peers reach it, as <c>host:port</c>.</param>
internal sealed record ChainNode(int Index, NodeId Id, string HttpUrl, string PeerAddress)
{
    /// <summary>Its name and the name of its folder.</summary>
    [JsonIgnore]
    public string Name => $"node{Index}";

    /// <summary>The name of its database.</summary>
    [JsonIgnore]
    public string DatabaseName => $"ledger_node{Index}";

    /// <summary>The TCP port of its HTTP endpoint.</summary>
    [JsonIgnore]
    public int HttpPort => new Uri(HttpUrl).Port;

    /// <summary>The TCP port for its peers.</summary>
    [JsonIgnore]
    public int PeerPort => int.Parse(
        PeerAddress[(PeerAddress.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
