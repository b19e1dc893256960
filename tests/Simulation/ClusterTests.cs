using Ledger.Simulation.Cluster;

namespace Ledger.Simulation;

/// <summary>Whole clusters of real cores from one seed each: safety under faults, then liveness once healed.</summary>
public sealed class ClusterTests
{
    private const int TraceLinesMax = 400;

    [Fact]
    public void Four_sealers_stay_safe_under_faults_and_finish_once_healed() => RunSeeds(0, 200, nodes: 4, window: 1);

    [Fact]
    public void Four_sealers_that_order_ahead_of_execution_stay_safe_and_finish() => RunSeeds(1000, 60, nodes: 4, window: 4);

    [Fact]
    public void Seven_sealers_stay_safe_under_faults_and_finish_once_healed() => RunSeeds(2000, 60, nodes: 7, window: 1);

    /// <summary>Each planted bug is found within the stated number of seeds (the simulator is itself under test).</summary>
    [Theory]
    [InlineData(PlantedBug.VoteBeforeJournal, 10)]
    [InlineData(PlantedBug.QuorumOffByOne, 10)]
    [InlineData(PlantedBug.NoPreparedCertificate, 150)]
    [InlineData(PlantedBug.ReusedOldView, 10)]
    [InlineData(PlantedBug.ForgottenPrepared, 100)]
    public void A_planted_bug_is_found(PlantedBug bug, int seedsMax)
    {
        for (int seed = 0; seed < seedsMax; seed++)
        {
            if (new ClusterRun(new SimulationPlan(seed, Bug: bug), isTracing: false).Run() is string violation)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{bug}: seed {seed}: {violation}");
                return;
            }
        }

        Assert.Fail($"{bug} was not found in {seedsMax} seeds.");
    }

    [Fact]
    public void Equal_seeds_give_equal_runs()
    {
        var plan = new SimulationPlan(7);
        ClusterRun first = new(plan, isTracing: true);
        ClusterRun second = new(plan, isTracing: true);
        first.Run();
        second.Run();
        Assert.Equal(first.TraceLines, second.TraceLines);
    }

    [Fact]
    public void One_seed_of_the_environment()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("SIM_SEED"), out int first))
        {
            Assert.Skip("Set SIM_SEED, and if wanted SIM_COUNT, SIM_NODES, SIM_WINDOW and SIM_BUG, to run seeds of your own.");
        }

        RunSeeds(
            first,
            Number("SIM_COUNT", 1),
            Number("SIM_NODES", 4),
            Number("SIM_WINDOW", 1),
            Enum.TryParse(Environment.GetEnvironmentVariable("SIM_BUG"), out PlantedBug bug) ? bug : PlantedBug.None);
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;

    private static void RunSeeds(int first, int count, int nodes, int window, PlantedBug bug = PlantedBug.None)
    {
        long messages = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            var plan = new SimulationPlan(seed, nodes, window, bug);
            var run = new ClusterRun(plan, isTracing: false);
            if (run.Run() is string violation)
            {
                Fail(plan, violation);
            }

            messages += run.Messages;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} seeds, {messages} signed messages.");
    }

    private static void Fail(SimulationPlan plan, string violation)
    {
        var again = new ClusterRun(plan, isTracing: true);
        again.Run();
        string trace = string.Join('\n', again.TraceLines.TakeLast(TraceLinesMax));
        Assert.Fail($"Seed {plan.Seed}: {violation}\nRun it again: {plan.ReplayCommand}\n{trace}");
    }
}
