using System.Net;
using Ledger.Domain.Primitives;

namespace Ledger.Network.Sessions;

/// <summary>What is known of a session from its start.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="Instance">The peer's process.</param>
/// <param name="Endpoint">The peer's address.</param>
/// <param name="DialedByUs">Whether this node dialed.</param>
/// <param name="Since">When it began.</param>
internal sealed record SessionFacts(
    PeerIdentity Peer, UInt128 Instance, EndPoint Endpoint, bool DialedByUs, DateTimeOffset Since)
{
    /// <summary>The peer's node.</summary>
    public NodeId Id => Peer.Id;
}
