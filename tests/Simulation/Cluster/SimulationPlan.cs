using Ledger.Simulation.Bugs;

namespace Ledger.Simulation.Cluster;

/// <summary>Everything that a run follows from.</summary>
/// <param name="Seed">The seed.</param>
public sealed record SimulationPlan(int Seed)
{
    /// <summary>The first view-change timeout of every simulated group, in milliseconds.</summary>
    public const int ConsensusTimeoutMs = 1_000;

    /// <summary>The longest view-change timeout of every simulated group, in milliseconds.</summary>
    public const int ConsensusTimeoutMaxMs = 8_000;

    /// <summary>The algorithm, by its name in a genesis.</summary>
    public string Algorithm { get; init; } = "pbft";

    /// <summary>How many sealers.</summary>
    public int Nodes { get; init; } = 4;

    /// <summary>How many heights may be open.</summary>
    public int Window { get; init; } = 1;

    /// <summary>How many heights a sealer leads in a turn.</summary>
    public int HeightsPerTurn => 1 + (Seed % 3 * 7);

    /// <summary>Whether members and parameters change under way; every other pair of seeds unless said.</summary>
    public bool? Governs { get; init; }

    /// <summary>Whether they do.</summary>
    public bool IsGoverned => HasFaults && (Governs ?? Seed % 4 is 1 or 2);

    /// <summary>At how many blocks the group makes a snapshot, from which nodes with an empty disk then start; none in two of three
    /// runs unless said.</summary>
    public int SnapshotBlocks { get; init; } = SnapshotBlocksOf(Seed);

    /// <summary>How many nodes may join.</summary>
    public int Spares => IsGoverned ? 1 : 0;

    /// <summary>The group's number; another group of the same sealers has another.</summary>
    public int GroupId { get; init; } = 1;

    /// <summary>Whether anything goes wrong at all.</summary>
    public bool HasFaults { get; init; } = true;

    /// <summary>The kinds of fault that happen; chosen by the seed unless a test says them.</summary>
    public IReadOnlyList<FaultKind>? Faults { get; init; }

    /// <summary>What a faulty node is; chosen by the seed unless a test says it.</summary>
    public NodeRole? Role { get; init; }

    /// <summary>The bug planted in every node, or none.</summary>
    public PlantedBug Bug { get; init; }

    /// <summary>Whether nodes have a witness outside their database, so that one whose database was set back stays silent until it is past
    /// all that it may have signed; then its signatures are held against it like anybody's.</summary>
    public bool RestoredNodesStaySilent { get; init; } = true;

    /// <summary>Whether clocks agree once everything is healed; in four seeds of five unless said.</summary>
    public bool? MendsClocks { get; init; }

    /// <summary>Whether they do; where they do not, finishing may take longer.</summary>
    public bool AreClocksMended => MendsClocks ?? Seed % 5 > 0;

    /// <summary>How long faults happen, in simulated time.</summary>
    public TimeSpan FaultPhase { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a healed cluster may take to finish everything, in simulated time.</summary>
    public TimeSpan LivenessLimit => AreClocksMended ? TimeSpan.FromSeconds(120) : TimeSpan.FromMinutes(10);

    /// <summary>The command that runs this plan again with its trace.</summary>
    public string ReplayCommand => string.Join(' ', Arguments().Prepend("make simulate"));

    /// <summary>What a seed says of it.</summary>
    private static int SnapshotBlocksOf(int seed) => seed % 3 == 2 ? 4 + (seed % 5) : 0;

    private IEnumerable<string> Arguments()
    {
        yield return $"SEEDS=1 SEED_BASE={Seed} ALGORITHM={Algorithm} NODES={Nodes} WINDOW={Window}";
        yield return $"SECONDS={FaultPhase.TotalSeconds:0}";
        if (Governs is bool governs)
        {
            yield return $"GOVERNS={governs}";
        }

        if (Role is NodeRole role)
        {
            yield return $"ROLE={role}";
        }

        if (SnapshotBlocks != SnapshotBlocksOf(Seed))
        {
            yield return $"SNAPSHOTS={SnapshotBlocks}";
        }

        if (Faults is not null)
        {
            yield return $"FAULTS={string.Join(',', Faults)}";
        }

        if (MendsClocks is bool mendsClocks)
        {
            yield return $"MENDS_CLOCKS={mendsClocks}";
        }

        if (Bug != PlantedBug.None)
        {
            yield return $"BUG={Bug}";
        }

        yield return "EXPLAIN=1";
    }
}
