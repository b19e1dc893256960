using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Links;

/// <summary>The links of one life of a node. A node that lies sends through the same links.</summary>
/// <param name="network">The network.</param>
/// <param name="self">The host.</param>
/// <param name="life">The life: the dead send nothing.</param>
/// <param name="outgoing">What is sent to a host in place of a message.</param>
public sealed class SimulatedLinks(
    SimulatedNetwork network, int self, NodeLife life, Func<int, PeerMessage, IEnumerable<PeerMessage>>? outgoing) : IPeerLinks
{
    /// <inheritdoc/>
    public IReadOnlyList<PeerSession> Sessions =>
    [
        .. Others().Where(host => network.HasSession(self, host)).Select(host => network.Identities[host]).Distinct()
            .Select(id => new PeerSession(id, "simulated", "simulated", SimulatedClock.Epoch, 0)),
    ];

    /// <inheritdoc/>
    public bool TrySend(in NodeId to, PeerMessage message)
    {
        bool any = false;
        for (int host = 0; host < network.Identities.Count; host++)
        {
            if (host != self && network.Identities[host] == to)
            {
                any |= TrySend(host, message);
            }
        }

        return any;
    }

    /// <inheritdoc/>
    public void Broadcast(PeerMessage message)
    {
        foreach (int host in Others())
        {
            TrySend(host, message);
        }
    }

    private IEnumerable<int> Others() => Enumerable.Range(0, network.Identities.Count)
        .Where(host => network.Identities[host] != network.Identities[self]);

    private bool TrySend(int host, PeerMessage message)
    {
        if (life.IsDead)
        {
            return false;
        }

        bool hasSession = network.HasSession(self, host);
        foreach (PeerMessage sent in outgoing is null ? [message] : outgoing(host, message))
        {
            // What was signed counts, whether anybody was there to hear it or not.
            network.Tap(self, host, sent);
            if (hasSession)
            {
                network.Send(self, host, sent);
            }
        }

        return hasSession;
    }
}
