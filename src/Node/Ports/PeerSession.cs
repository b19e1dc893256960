using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>One live link.</summary>
/// <param name="Id">The peer.</param>
/// <param name="Endpoint">Its address as <c>host:port</c>.</param>
/// <param name="Name">The common name of its certificate.</param>
/// <param name="Since">When the link came up.</param>
/// <param name="QueuedBytes">Bytes that wait to be sent.</param>
public sealed record PeerSession(NodeId Id, string Endpoint, string Name, DateTimeOffset Since, long QueuedBytes);
