namespace Ledger.Simulation.Cluster;

/// <summary>Everything that a run follows from.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Nodes">How many sealers.</param>
/// <param name="Window">How many heights may be open.</param>
/// <param name="Bug">The bug planted in every node, or none.</param>
public sealed record SimulationPlan(int Seed, int Nodes = 4, int Window = 1, PlantedBug Bug = PlantedBug.None)
{
    /// <summary>How long faults happen, in simulated time.</summary>
    public TimeSpan FaultPhase { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a healed cluster may take to finish everything, in simulated time.</summary>
    public TimeSpan LivenessLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The command that runs this plan again with its trace.</summary>
    public string ReplayCommand =>
        $"SIM_SEED={Seed} SIM_NODES={Nodes} SIM_WINDOW={Window} SIM_BUG={Bug} "
        + "dotnet run --project tests/Simulation -c Release -- --filter-method \"*One_seed_of_the_environment*\"";
}
