using Ledger.Consensus;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Clients;

namespace Ledger.Simulation.Cluster;

/// <summary>What the governor does while things go wrong: nodes join as observers, become sealers, leave and come back, and parameters
/// change. As many sealers as the group began with stay, so that it stands as many faults.</summary>
/// <param name="world">The world.</param>
/// <param name="nodes">The nodes.</param>
/// <param name="clients">The clients, who submit it.</param>
public sealed class MemberSchedule(World world, IReadOnlyList<SimulatedNode> nodes, SimulatedClients clients)
{
    private static readonly TimeSpan JoinLook = TimeSpan.FromMilliseconds(100);

    private static readonly (string Key, int[] Values)[] Parameters =
    [
        ("sequence_window", [1, 2, 4]),
        ("heights_per_turn", [1, 8, 15]),
        ("tx_count_limit", [5, 20, 50]),
        ("consensus_timeout_ms", [SimulationPlan.ConsensusTimeoutMs, 2 * SimulationPlan.ConsensusTimeoutMs]),
        ("block_interval_ms", [0, 100]),
    ];

    private readonly Random _random = world.Random;

    /// <summary>What may make a sealer less, and is not final yet.</summary>
    private Submission? _lowering;

    private EpochChronicle Epochs => world.Verdict.Epochs;

    private GroupParameters Now => Epochs.At(world.Verdict.Chain.Highest + 1).Parameters;

    /// <summary>Plans changes for the whole phase of faults.</summary>
    public void Plan()
    {
        for (TimeSpan at = Pause(); at < world.Plan.FaultPhase; at += Pause())
        {
            world.Scheduler.After(at, Change);
        }

        world.Scheduler.After(JoinLook, StartWhoJoined);
    }

    /// <summary>Whether a node is told of the next block.</summary>
    public bool IsMember(SimulatedNode node) => Now.IsMember(IdOf(node));

    private TimeSpan Pause() => TimeSpan.FromMilliseconds(_random.Next(500, 6_000));

    private NodeId IdOf(SimulatedNode node) => world.Setup.Members[node.Sealer].Id;

    private void StartWhoJoined()
    {
        foreach (SimulatedNode node in nodes.Where(node => node.Sealer >= world.Plan.Nodes && node.IsGone && IsMember(node)))
        {
            node.IsGone = false;
            node.Start();
        }

        world.Scheduler.After(JoinLook, StartWhoJoined);
    }

    private void Change()
    {
        GovernanceCall? call = _random.Next(3) == 0 ? Parameter() : Membership(Any());
        SimulatedNode asked = Any();
        if (call is null)
        {
            return;
        }

        if (call.MayLower && _lowering is { IsDone: false } before)
        {
            // Two that wait at once would take two sealers out: the group would stand fewer faults than there are.
            world.Trace.Add($"the governor asks {asked.Name} again for what is not final yet");
            clients.Govern(asked, before);
            return;
        }

        world.Trace.Add($"the governor asks {asked.Name} for {call.Function} {string.Join(' ', call.Arguments)}");
        Submission made = clients.Govern(asked, call.Contract, call.Encode(world.Setup));
        _lowering = call.MayLower ? made : _lowering;
    }

    private SimulatedNode Any() => nodes[_random.Next(nodes.Count)];

    private GovernanceCall Parameter()
    {
        (string key, int[] values) = Parameters[_random.Next(Parameters.Length)];
        return GovernanceCall.Set(key, values[_random.Next(values.Length)]);
    }

    /// <summary>The next step of a node: in as an observer, up to a sealer when it runs and may vote, and out again.</summary>
    private GovernanceCall? Membership(SimulatedNode node)
    {
        NodeId id = IdOf(node);
        if (!Epochs.Latest.IsMember(id))
        {
            return GovernanceCall.AddObserver(id);
        }

        if (!Epochs.Latest.Sealers.Contains(id))
        {
            return IsMember(node) && node.Node is not null && node.Node.Status.Consensus.Phase != ConsensusStatus.Silent
                ? GovernanceCall.AddSealer(id)
                : null;
        }

        bool maySpare = Epochs.Latest.Sealers.Count > world.Plan.Nodes;
        return !maySpare ? null : _random.Next(2) == 0 ? GovernanceCall.Remove(id) : GovernanceCall.AddObserver(id);
    }
}
