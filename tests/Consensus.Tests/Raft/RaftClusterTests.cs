using Ledger.Consensus.Tests.Raft.Cluster;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>Clusters of real cores from one seed each: safety under loss, delay, repetition, partition and crash-restart, then liveness
/// once healed. Reliability checklist 26 to 29 and 35.</summary>
public sealed class RaftClusterTests
{
    [Fact]
    public void Three_sealers_stay_safe_under_faults_and_finish_once_healed() => RunSeeds(0, 200, nodes: 3);

    [Fact]
    public void Five_sealers_stay_safe_under_faults_and_finish_once_healed() => RunSeeds(1000, 100, nodes: 5);

    [Fact]
    public void Two_and_four_sealers_stay_safe_under_faults_and_finish_once_healed()
    {
        RunSeeds(2000, 20, nodes: 2);
        RunSeeds(3000, 20, nodes: 4);
    }

    /// <summary>The harness is itself under test: each bug is found within the stated number of seeds.</summary>
    [Theory]
    [InlineData(RaftBug.UnpersistedVote, 3, 100)]
    [InlineData(RaftBug.CommittedOldTerm, 5, 400)]
    [InlineData(RaftBug.UnpersistedEntries, 3, 50)]
    [InlineData(RaftBug.WriteBehind, 3, 50)]
    public void A_planted_bug_is_found(RaftBug bug, int nodes, int seedsMax)
    {
        for (int seed = 0; seed < seedsMax; seed++)
        {
            if (Violation(new RaftPlan(seed, nodes, bug), out _) is string violation)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{bug}: seed {seed}: {violation}");
                return;
            }
        }

        Assert.Fail($"{bug} was not found in {seedsMax} seeds.");
    }

    [Fact]
    public void Seeds_of_the_environment()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("RAFT_SEED"), out int first))
        {
            Assert.Skip("Set RAFT_SEED, and if wanted RAFT_COUNT and RAFT_NODES, to run seeds of your own.");
        }

        RunSeeds(first, Number("RAFT_COUNT", 1), Number("RAFT_NODES", 3));
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;

    private static void RunSeeds(int first, int count, int nodes)
    {
        long messages = 0;
        long hints = 0;
        long reads = 0;
        long terms = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            var plan = new RaftPlan(seed, nodes);
            if (Violation(plan, out RaftRun run) is string violation)
            {
                Violation(plan, out RaftRun again, isTracing: true);
                Assert.Fail($"RAFT_SEED={seed} RAFT_NODES={nodes}: {violation}\n{string.Join('\n', again.Trace.TakeLast(300))}");
            }

            messages += run.Messages;
            hints += run.Hints;
            reads += run.Reads;
            terms += run.Checks.Terms;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{count} seeds, {messages} messages, {terms} leaders, {hints} install hints, {reads} reads.");
        if (count == 1)
        {
            return;
        }

        Assert.True(reads > 0, "No read was answered: the runs do not exercise them.");
        Assert.True(nodes == 2 || hints > 0, "No follower fell behind the log: the runs do not exercise that.");
    }

    /// <summary>A core that finds its own invariant broken stops its node by an exception; that is a finding too.</summary>
    private static string? Violation(RaftPlan plan, out RaftRun run, bool isTracing = false)
    {
        run = new RaftRun(plan, isTracing);
        try
        {
            return run.Run();
        }
        catch (InvalidOperationException broken)
        {
            return broken.Message;
        }
    }
}
