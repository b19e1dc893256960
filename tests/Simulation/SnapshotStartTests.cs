using Ledger.Simulation.Cluster;

namespace Ledger.Simulation;

/// <summary>Nodes that lost everything and start from a snapshot, with power lost between any two of their steps.</summary>
public sealed class SnapshotStartTests
{
    private const int Seeds = 8;

    private static readonly FaultKind[] Faults =
        [FaultKind.CrashAtStep, FaultKind.SessionReset, FaultKind.Links, FaultKind.Partition, FaultKind.DatabaseAway, FaultKind.DatabaseSlow];

    [Theory]
    [InlineData("pbft", 4, 20_000)]
    [InlineData("rpbft", 7, 21_000)]
    public void A_sealer_that_lost_its_machine_starts_from_a_snapshot_whatever_breaks_it_off(string algorithm, int nodes, int first)
    {
        int started = 0;
        for (int seed = first; seed < first + Seeds; seed++)
        {
            List<string> lines = Run(new SimulationPlan(seed)
            {
                Algorithm = algorithm,
                Nodes = nodes,
                Window = 1 + (seed % 2 * 3),
                Role = NodeRole.Wiped,
                Faults = Faults,
                SnapshotBlocks = 3,
            });
            started += lines.Exists(line => line.Contains(" Adopted: it begins at block", StringComparison.Ordinal)) ? 1 : 0;
        }

        Assert.True(started >= Seeds / 3, $"Only {started} of {Seeds} runs saw a node start from a snapshot.");
    }

    /// <summary>Liars withhold, repeat and break snapshots, proofs and signatures over them like anything else that they send.</summary>
    [Fact]
    public void Liars_keep_nobody_from_starting_from_a_snapshot()
    {
        int started = 0;
        for (int seed = 22_000; seed < 22_000 + (2 * Seeds); seed++)
        {
            List<string> lines = Run(new SimulationPlan(seed) { Nodes = 7, Faults = Faults, SnapshotBlocks = 3 });
            bool among = lines[0].Contains(nameof(NodeRole.Liar), StringComparison.Ordinal);
            started += among && lines.Exists(line => line.Contains(" Adopted: it begins at block", StringComparison.Ordinal)) ? 1 : 0;
        }

        Assert.True(started > 0, "No run saw a node start from a snapshot with a liar about.");
    }

    private static List<string> Run(SimulationPlan plan)
    {
        var run = new ClusterRun(plan, isTracing: true);
        string? violation = run.Run();
        Assert.True(violation is null, $"seed {plan.Seed}: {violation}\n  again: {plan.ReplayCommand}");
        return [.. run.Trace.Lines];
    }
}
