using Ledger.Simulation.Cluster;
using Ledger.Simulation.Commands;

namespace Ledger.Simulation;

/// <summary>Whole clusters from one seed each: safe under faults, and finished once healed.</summary>
public sealed class ClusterTests
{
    private const int Seeds = 40;

    [Fact]
    public void Four_sealers_stay_safe_under_faults_and_finish_once_healed() => AssertAllPass(Plans(0, nodes: 4));

    [Fact]
    public void Seven_sealers_stay_safe_under_faults_and_finish_once_healed() => AssertAllPass(Plans(1_000, nodes: 7));

    /// <summary>Each way of being faulty by itself, beside crashes and bad links.</summary>
    [Theory]
    [InlineData(NodeRole.Twin)]
    [InlineData(NodeRole.Liar)]
    [InlineData(NodeRole.Gone)]
    [InlineData(NodeRole.Wiped)]
    [InlineData(NodeRole.Restored)]
    [InlineData(NodeRole.Damaged)]
    public void A_faulty_sealer_harms_nobody(NodeRole role) =>
        AssertAllPass(Plans(2_000, nodes: 4, count: 6).Select(plan => plan with { Role = role }));

    /// <summary>A database that is away delays a node; execution, gossip, journal and store go on where they were.</summary>
    [Fact]
    public void A_database_that_comes_and_goes_stops_no_group() => AssertAllPass(Plans(3_000, nodes: 4, count: 8).Select(plan =>
        plan with { Role = NodeRole.Honest, Faults = [FaultKind.DatabaseAway, FaultKind.DatabaseSlow, FaultKind.CrashAtStep] }));

    /// <summary>Bodies that came by gossip completed no proposal, and a body that a higher proposal named was let go of; with one
    /// sealer that withholds its votes the chain stood still.</summary>
    [Theory]
    [InlineData(29)]
    [InlineData(31)]
    public void A_sealer_that_withholds_its_votes_does_not_stop_the_chain(int seed) =>
        AssertAllPass([new SimulationPlan(seed) { Window = 4, Role = NodeRole.Liar }]);

    private static IEnumerable<SimulationPlan> Plans(int first, int nodes, int count = Seeds) =>
        new SimulateOptions { SeedBase = first, Seeds = count, Nodes = nodes, Seconds = 60 }.Plans();

    private static void AssertAllPass(IEnumerable<SimulationPlan> plans)
    {
        using var output = new StringWriter();
        var batch = new SeedBatch(output, isExplaining: false);
        batch.Run(plans);
        TestContext.Current.TestOutputHelper?.WriteLine(batch.Summary);
        Assert.True(batch.Failures.Count == 0, output.ToString());
    }
}
