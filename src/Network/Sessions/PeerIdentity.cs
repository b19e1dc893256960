using Ledger.Domain.Primitives;

namespace Ledger.Network.Sessions;

/// <summary>Who a peer proved to be.</summary>
/// <param name="Id">The node.</param>
/// <param name="Name">The common name of its certificate, for people.</param>
/// <param name="NotAfter">When its certificate ends.</param>
internal sealed record PeerIdentity(NodeId Id, string Name, DateTimeOffset NotAfter);
