using Ledger.Domain.Primitives;
using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>Links of a node that nobody is linked to.</summary>
public sealed class NoLinks : IPeerLinks
{
    public IReadOnlyList<PeerSession> Sessions => [];

    public bool TrySend(in NodeId to, PeerMessage message) => false;

    public void Broadcast(PeerMessage message)
    {
    }
}
