using Ledger.Simulation.Cluster;
using Ledger.Simulation.Commands;

namespace Ledger.Simulation;

/// <summary>Whole clusters from one seed each: safe under faults, and finished once healed.</summary>
public sealed class ClusterTests
{
    private const int Seeds = 40;
    private const int Seconds = 60;

    [Theory]
    [InlineData("pbft", 4, 0)]
    [InlineData("pbft", 7, 1_000)]
    [InlineData("rpbft", 7, 4_000)]
    [InlineData("raft", 3, 5_000)]
    [InlineData("raft", 5, 6_000)]
    public void Sealers_stay_safe_under_faults_and_finish_once_healed(string algorithm, int nodes, int first) =>
        AssertAllPass(Plans(first, algorithm, nodes));

    /// <summary>Each way of being faulty by itself, beside crashes and bad links.</summary>
    [Theory]
    [InlineData(NodeRole.Twin)]
    [InlineData(NodeRole.Liar)]
    [InlineData(NodeRole.Gone)]
    [InlineData(NodeRole.Wiped)]
    [InlineData(NodeRole.Restored)]
    [InlineData(NodeRole.Damaged)]
    public void A_faulty_sealer_harms_nobody(NodeRole role) =>
        AssertAllPass(Plans(2_000, "pbft", nodes: 4, count: 6).Select(plan => plan with { Role = role }));

    /// <summary>What Raft withstands: no more than a restored node that keeps silent.</summary>
    [Theory]
    [InlineData(NodeRole.Gone)]
    [InlineData(NodeRole.Restored)]
    [InlineData(NodeRole.Damaged)]
    public void A_faulty_sealer_of_Raft_harms_nobody(NodeRole role) =>
        AssertAllPass(Plans(7_000, "raft", nodes: 3, count: 6).Select(plan => plan with { Role = role }));

    /// <summary>Whatever goes wrong goes wrong where other sealers take over.</summary>
    [Theory]
    [InlineData("rpbft", 7)]
    [InlineData("raft", 3)]
    public void Faults_at_a_change_of_sealers_stop_nobody(string algorithm, int nodes) =>
        AssertAllPass(Plans(8_000, algorithm, nodes, count: 8).Select(plan =>
            plan with { Governs = true, Faults = [FaultKind.EpochEnd, FaultKind.Crash] }));

    /// <summary>Two sealers that had signed nothing yet were silenced at each restart, as if they had lost their witness; when both were
    /// drawn, nobody could make another block.</summary>
    [Fact]
    public void Sealers_that_were_not_drawn_before_vote_when_they_are() => AssertAllPass(Plans(9_000, "rpbft", nodes: 7, count: 8).Select(
        plan => plan with { Governs = false, Role = NodeRole.Honest, Faults = [FaultKind.CrashAll, FaultKind.Partition] }));

    /// <summary>A database that is away delays a node; execution, gossip, journal and store go on where they were.</summary>
    [Fact]
    public void A_database_that_comes_and_goes_stops_no_group() => AssertAllPass(Plans(3_000, "pbft", nodes: 4, count: 8).Select(plan =>
        plan with { Role = NodeRole.Honest, Faults = [FaultKind.DatabaseAway, FaultKind.DatabaseSlow, FaultKind.CrashAtStep] }));

    /// <summary>Bodies that came by gossip completed no proposal, and a body that a higher proposal named was let go of; with one
    /// sealer that withholds its votes the chain stood still.</summary>
    [Theory]
    [InlineData(29)]
    [InlineData(31)]
    public void A_sealer_that_withholds_its_votes_does_not_stop_the_chain(int seed) =>
        AssertAllPass([new SimulationPlan(seed) { Window = 4, Role = NodeRole.Liar }]);

    /// <summary>Sync held the next blocks, but waited for an answer before it looked; consensus had made the block below them, and no block
    /// came after them, because this node's vote was needed.</summary>
    [Fact]
    public void Blocks_that_sync_holds_are_taken_when_consensus_made_the_one_below() => AssertAllPass([new SimulationPlan(10)
    {
        Algorithm = "raft",
        Nodes = 5,
        Faults = [FaultKind.CutLeaders, FaultKind.Links, FaultKind.Crash],
    }]);

    /// <summary>Blocks whose time was ahead of every mended clock: each leader's offer was refused until the clocks had caught up.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(21)]
    [InlineData(36)]
    [InlineData(37)]
    public void Blocks_from_the_future_do_not_stop_a_group(int seed) => AssertAllPass(
        [ClockPlan(seed) with { Window = seed % 2 == 0 ? 1 : 4 }]);

    /// <summary>With one sealer less all the others' votes are needed, and none takes every time that another offers.</summary>
    [Fact]
    public void Clocks_that_stay_hours_apart_do_not_stop_a_group() => AssertAllPass(Enumerable.Range(0, 12).Select(seed =>
        ClockPlan(seed) with { Window = seed % 2 == 0 ? 1 : 4, MendsClocks = false }));

    private static SimulationPlan ClockPlan(int seed) => new(seed)
    {
        Role = NodeRole.Gone,
        Governs = false,
        Faults = [FaultKind.ClockJump, FaultKind.Crash, FaultKind.CrashAll, FaultKind.Links],
        FaultPhase = TimeSpan.FromSeconds(120),
    };

    private static IEnumerable<SimulationPlan> Plans(int first, string algorithm, int nodes, int count = Seeds) => new SimulateOptions
    {
        SeedBase = first,
        Seeds = count,
        Algorithm = algorithm,
        Nodes = nodes,
        Seconds = Seconds,
    }.Plans();

    private static void AssertAllPass(IEnumerable<SimulationPlan> plans)
    {
        using var output = new StringWriter();
        var batch = new SeedBatch(output, isExplaining: false);
        batch.Run(plans);
        TestContext.Current.TestOutputHelper?.WriteLine(batch.Summary);
        Assert.True(batch.Failures.Count == 0, output.ToString());
    }
}
