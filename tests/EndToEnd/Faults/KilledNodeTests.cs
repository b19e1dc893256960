using Ledger.Cli.Control;
using Ledger.Cli.Status;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd.Faults;

/// <summary>Processes die without a warning (rows 1 to 4 and 19 of the fault matrix).</summary>
public sealed class KilledNodeTests(FaultChains chains) : FaultScenario(chains)
{
    private const int DelayMaxMs = 1_500;
    private const int AuditEvery = 10;

    /// <summary>Row 2: the next leader goes on within two timeouts.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task After_the_death_of_the_leader_another_one_leads_to_the_next_block(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            for (int round = 0; round < Rounds.Of(gate: 1, faults: 20); round++)
            {
                int leader = await chain.LeaderAsync(round % FourNodes.Count, Cancellation);
                await FourNodes.KillAsync(chain.Processes[leader], Cancellation);
                await AdvanceAsync(chain, AllBut(leader), blocks: 1, target: 6);
                await chain.StartAsync(leader, Cancellation);
            }
        });

    /// <summary>Row 1, and row 19 by chance: a death may come between any two steps of a commit.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Deaths_of_any_node_at_any_time_lose_fork_and_repeat_nothing(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            const int Seed = 11;
            var random = new Random(Seed);
            for (int round = 1; round <= Rounds.Of(gate: 3, faults: 100); round++)
            {
                int victim = random.Next(FourNodes.Count);
                await Eventually.PassAsync(TimeSpan.FromMilliseconds(random.Next(DelayMaxMs)), Cancellation);
                Say($"Seed {Seed}, round {round}: node{victim} dies.");
                await FourNodes.KillAsync(chain.Processes[victim], Cancellation);
                await AdvanceAsync(chain, AllBut(victim), blocks: 1, target: 6);
                await chain.StartAsync(victim, Cancellation);
                if (round % AuditEvery == 0)
                {
                    await AuditAsync(chain);
                }
            }
        });

    /// <summary>Row 3: power fails in the one room where they all stand.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Deaths_of_all_nodes_at_once_lose_fork_and_repeat_nothing(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            const int Seed = 20_200;
            var random = new Random(Seed);
            for (int round = 1; round <= Rounds.Of(gate: 2, faults: 200); round++)
            {
                await Eventually.PassAsync(TimeSpan.FromMilliseconds(random.Next(DelayMaxMs)), Cancellation);
                Say($"Seed {Seed}, round {round}: all die.");
                foreach (NodeProcess process in chain.Processes)
                {
                    Native.Signal(process.FindRunning() ?? 0, Native.Kill);
                }

                await Eventually.HoldsAsync(
                    "all nodes are dead",
                    NodeProcess.KillTimeout,
                    _ => Task.FromResult(chain.Processes.All(process => process.FindRunning() is null)),
                    Cancellation);
                await chain.UpAsync(Cancellation);
                await AdvanceAsync(chain, AllBut(), blocks: 1, target: 15);
                if (round % AuditEvery == 0)
                {
                    await AuditAsync(chain);
                }
            }
        });

    /// <summary>Row 4: without a quorum nothing becomes final, reads are served, the status says who is missing.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Two_of_four_make_no_block_and_say_who_is_missing(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            int[] dead = [1, 3];
            int[] alive = AllBut(dead);
            foreach (int node in dead)
            {
                await FourNodes.KillAsync(chain.Processes[node], Cancellation);
            }

            long highest = await UnderWayAsync(chain, alive);
            await StandStillAsync(chain, alive);
            IReadOnlyList<NodeSnapshot> nodes = await new SnapshotReader(chain.Chain, chain.Http).ReadAsync(Cancellation);
            Assert.Contains("no quorum: missing node1, node3", ChainVerdict.Of(nodes).Sentence, StringComparison.Ordinal);
            // What was taken and is not final does not count as done: the audit finds it again when it is.
            foreach (int node in alive)
            {
                long height = await chain.Nodes[node].HeightAsync(Cancellation);
                Assert.InRange(height, 1, highest);
                await chain.Nodes[node].BlockHashAsync(height, Cancellation);
            }

            await chain.StartAsync(dead[0], Cancellation);
            await AdvanceAsync(chain, [.. alive, dead[0]], blocks: 1, target: 10);
        });
}
