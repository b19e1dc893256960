using Ledger.Simulation.Algorithms;

namespace Ledger.Simulation.Cluster;

/// <summary>Chooses which nodes are faulty, and how; never more than the algorithm stands.</summary>
public static class RoleChoice
{
    /// <summary>A role for each member; those that join later are honest.</summary>
    public static NodeRole[] Choose(SimulationPlan plan, IAlgorithm algorithm, Random random)
    {
        var roles = new NodeRole[plan.Nodes + plan.Spares];
        if (!plan.HasFaults || plan.Role == NodeRole.Honest)
        {
            return roles;
        }

        int most = algorithm.FaultyMax(plan.Nodes);
        int faulty = plan.Role is null ? random.Next(most + 1) : Math.Min(1, most);
        for (int i = 0; i < faulty; i++)
        {
            roles[Free(roles, plan.Nodes, random)] = plan.Role ?? algorithm.Roles[random.Next(algorithm.Roles.Count)];
        }

        return roles;
    }

    /// <summary>Whether what a node with a role signs may contradict what it signed before. A node without its witness may have asked for a
    /// view that nobody else knows of.</summary>
    public static bool IsFaulty(NodeRole role, SimulationPlan plan) => role switch
    {
        NodeRole.Twin or NodeRole.Liar or NodeRole.Wiped => true,
        NodeRole.Restored or NodeRole.Damaged => !plan.RestoredNodesStaySilent,
        _ => false,
    };

    private static int Free(NodeRole[] roles, int sealers, Random random)
    {
        int place;
        do
        {
            place = random.Next(sealers);
        }
        while (roles[place] != NodeRole.Honest);
        return place;
    }
}
