using Ledger.Simulation.Algorithms;

namespace Ledger.Simulation.Cluster;

/// <summary>Chooses which nodes are faulty, and how; never more than the algorithm stands.</summary>
public static class RoleChoice
{
    private static readonly NodeRole[] Lying = [NodeRole.Twin, NodeRole.Liar, NodeRole.Wiped, NodeRole.Restored, NodeRole.Damaged];

    /// <summary>A role for each sealer.</summary>
    public static NodeRole[] Choose(SimulationPlan plan, IAlgorithm algorithm, Random random)
    {
        var roles = new NodeRole[plan.Nodes];
        if (!plan.HasFaults || plan.Role == NodeRole.Honest)
        {
            return roles;
        }

        int liars = algorithm.LiarsMax(plan.Nodes);
        int faulty = plan.Role is null ? random.Next(Math.Max(liars, algorithm.GoneMax(plan.Nodes)) + 1) : 1;
        for (int i = 0; i < faulty; i++)
        {
            bool mayLie = i < liars;
            roles[Free(roles, random)] = plan.Role
                ?? (mayLie && random.Next(4) > 0 ? Lying[random.Next(Lying.Length)] : NodeRole.Gone);
        }

        return roles;
    }

    /// <summary>Whether what a node with a role signs may contradict what it signed before.</summary>
    public static bool IsFaulty(NodeRole role, SimulationPlan plan) => role switch
    {
        NodeRole.Twin or NodeRole.Liar => true,
        NodeRole.Wiped or NodeRole.Restored or NodeRole.Damaged => !plan.RestoredNodesStaySilent,
        _ => false,
    };

    private static int Free(NodeRole[] roles, Random random)
    {
        int place;
        do
        {
            place = random.Next(roles.Length);
        }
        while (roles[place] != NodeRole.Honest);
        return place;
    }
}
