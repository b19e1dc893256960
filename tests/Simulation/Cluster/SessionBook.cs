using Ledger.Domain.Primitives;
using Ledger.Simulation.Links;

namespace Ledger.Simulation.Cluster;

/// <summary>Tells nodes of sessions that come and go, as the network layer does.</summary>
public static class SessionBook
{
    /// <summary>A host came up or went down.</summary>
    public static void Tell(World world, IReadOnlyList<SimulatedNode> nodes, int host, bool isUp)
    {
        NodeId id = world.Network.Identities[host];
        foreach (SimulatedNode other in nodes.Where(node => world.Network.Identities[node.Host] != id))
        {
            world.Scheduler.After(world.Network.Delay(), () =>
            {
                if (isUp || !nodes.Any(node => node.Sealer == nodes[host].Sealer && node.IsUp))
                {
                    other.TellSession(host, isUp);
                }

                if (isUp)
                {
                    nodes[host].TellSession(other.Host, world.Network.IsUp(other.Host));
                }
            });
        }
    }

    /// <summary>The session of two nodes breaks and comes back.</summary>
    public static void Break(World world, SimulatedNode one, SimulatedNode other)
    {
        world.Network.Close(one.Host, other.Host);
        one.TellSession(other.Host, isUp: false);
        other.TellSession(one.Host, isUp: false);
        world.Scheduler.After(SimulatedNetwork.ReopenDelay, () =>
        {
            one.TellSession(other.Host, world.Network.IsUp(other.Host));
            other.TellSession(one.Host, world.Network.IsUp(one.Host));
        });
    }
}
