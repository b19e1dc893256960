using Ledger.Simulation.Bugs;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation;

/// <summary>The simulator is itself under test: each planted bug is found within the stated number of seeds.</summary>
public sealed class PlantedBugTests
{
    private static readonly FaultKind[] Crashes = [FaultKind.CrashAtStep, FaultKind.CrashAll, FaultKind.CrashLeader];
    private static readonly FaultKind[] BadLinks = [FaultKind.Links, FaultKind.Partition, FaultKind.OneWay];

    [Fact]
    public void Votes_that_leave_before_the_journal_are_found() => AssertFound(PlantedBug.VoteBeforeJournal, 20, Crashes);

    [Fact]
    public void A_quorum_of_one_vote_less_is_found() => AssertFound(PlantedBug.QuorumOffByOne, 2, BadLinks);

    [Fact]
    public void View_changes_without_prepared_certificates_are_found() =>
        AssertFound(PlantedBug.NoPreparedCertificate, 150, BadLinks);

    [Fact]
    public void A_view_that_is_used_again_after_a_restart_is_found() => AssertFound(PlantedBug.ReusedOldView, 10, Crashes);

    [Fact]
    public void A_prepared_proposal_that_is_forgotten_in_a_restart_is_found() =>
        AssertFound(PlantedBug.ForgottenPrepared, 80, [.. Crashes, .. BadLinks]);

    [Fact]
    public void A_lock_that_is_held_for_ever_is_found() => AssertFound(PlantedBug.LockedForEver, 10, [.. Crashes, .. BadLinks]);

    [Fact]
    public void Signatures_that_name_no_group_are_found() =>
        AssertFound(PlantedBug.NoGroupInSignature, 20, BadLinks, NodeRole.Liar);

    [Fact]
    public void A_block_that_is_stored_without_its_state_is_found() => AssertFound(
        PlantedBug.StateOutsideTransaction, 20, [FaultKind.Crash, FaultKind.CrashAll, FaultKind.DatabaseSlow]);

    [Fact]
    public void A_time_check_on_prepared_proposals_is_found() =>
        AssertFound(PlantedBug.TimeCheckOnPrepared, 20, [.. Crashes, .. BadLinks]);

    /// <summary>A node with a witness looks around before it votes again, and so hides this bug most of the time.</summary>
    [Fact]
    public void A_vote_of_Raft_that_is_forgotten_in_a_restart_is_found() => AssertFound(
        new SimulationPlan(0)
        {
            Algorithm = "raft",
            Nodes = 3,
            Bug = PlantedBug.ForgottenVote,
            Faults = [FaultKind.CrashAtPromise, FaultKind.CrashLeader, FaultKind.Links],
            Role = NodeRole.Honest,
            RestoredNodesStaySilent = false,
        },
        200);

    /// <summary>Figure 8 of the Raft paper takes four leaders, of which each is cut off at the right moment.</summary>
    [Fact]
    public void Commitment_of_an_old_terms_entry_by_count_is_found() => AssertFound(
        new SimulationPlan(0)
        {
            Algorithm = "raft",
            Nodes = 3,
            Bug = PlantedBug.OldTermCommit,
            Faults = [FaultKind.CutLeaders],
            Role = NodeRole.Honest,
        },
        60);

    private static void AssertFound(PlantedBug bug, int seedsMax, FaultKind[] faults, NodeRole role = NodeRole.Honest) =>
        AssertFound(new SimulationPlan(0) { Bug = bug, Faults = faults, Role = role }, seedsMax);

    private static void AssertFound(SimulationPlan plan, int seedsMax)
    {
        plan = plan with { Governs = plan.Governs ?? false };
        for (int seed = 0; seed < seedsMax; seed++)
        {
            if (new ClusterRun(plan with { Seed = seed }).Run() is string violation)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{plan.Bug}: seed {seed}: {violation}");
                return;
            }
        }

        Assert.Fail($"{plan.Bug} was not found in {seedsMax} seeds.");
    }
}
