using System.Globalization;
using Ledger.Cli.Control;
using Ledger.EndToEnd.Kit;
using Ledger.EndToEnd.Kit.Hostile;

namespace Ledger.EndToEnd.Faults;

/// <summary>One of four sealers says what it likes (rows 24, 25 and 29 to 31 of the fault matrix). Under PBFT only: Raft trusts its members.</summary>
public sealed class HostilePeerTests(FaultChains chains) : FaultScenario(chains)
{
    private const string Pbft = "pbft";
    private const int Liar = 3;
    private const long GrowthMaxKilobytes = 512 * 1024;

    /// <summary>Rows 24 and 25: the session ends, the memory stays, the chain goes on; what is for another group is dropped.</summary>
    [Fact]
    public Task Frames_that_are_none_end_the_session_and_cost_no_memory() =>
        UnderLoadAsync(Pbft, chain => AttackAsync(chain, _ => Attack.OnFrames()));

    /// <summary>Row 29: a message is what its signatures say.</summary>
    [Fact]
    public Task Forged_consensus_messages_end_the_session_and_move_nothing() =>
        UnderLoadAsync(Pbft, chain => AttackAsync(chain, liar => Attack.OnConsensus(new ForgedMessages(chain, liar))));

    /// <summary>Row 30: a flood of truly signed wishes for the highest views moves no honest node.</summary>
    [Fact]
    public Task A_flood_of_wishes_for_the_highest_views_moves_nobody() =>
        UnderLoadAsync(Pbft, async chain =>
        {
            const long HighestView = long.MaxValue / 4;
            await FourNodes.KillAsync(chain.Processes[Liar], Cancellation);
            var forged = new ForgedMessages(chain, Liar);
            foreach (int victim in AllBut(Liar))
            {
                await using HostilePeer peer = await HostilePeer.ConnectAsync(chain, Liar, victim, Cancellation);
                for (int i = 0; i < Rounds.Of(gate: 100, faults: 5000); i++)
                {
                    await peer.SendAsync(forged.ViewChange(HighestView - i), Cancellation);
                    await peer.SendAsync(forged.Status(HighestView - i), Cancellation);
                    await peer.SendAsync(forged.Prepare(HighestView - i, HighestView), Cancellation);
                }

                await AdvanceAsync(chain, AllBut(Liar), blocks: 5, target: 15);
            }

            NodeStatus?[] statuses = await Task.WhenAll(AllBut(Liar).Select(node => chain.StatusAsync(node, Cancellation)));
            Assert.All(statuses, status => Assert.InRange(status!.View, 0, 10_000));
            // What the liar signed stays true of it: the others begin anew, as the audit must find nothing of it.
            await RestartAsync(chain);
        });

    /// <summary>Row 31: a node that lags takes nothing from a peer that boasts and cheats, and follows the honest ones.</summary>
    [Fact]
    public Task A_node_that_lags_follows_the_honest_and_drops_the_liar() =>
        UnderLoadAsync(Pbft, async chain =>
        {
            const int Lagging = 1;
            const int Honest = 0;
            await FourNodes.KillAsync(chain.Processes[Lagging], Cancellation);
            await AdvanceAsync(chain, AllBut(Lagging), blocks: 200, target: 60);
            await FourNodes.KillAsync(chain.Processes[Liar], Cancellation);
            await using HostilePeer toHonest = await HostilePeer.ConnectAsync(chain, Liar, Honest, Cancellation);
            await chain.Processes[Lagging].StartAsync(isAlone: false, Cancellation);
            await using HostilePeer toVictim = await HostilePeer.ConnectAsync(chain, Liar, Lagging, Cancellation);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var source = new LyingSource(toVictim, toHonest);
            Task lying = source.RunAsync(end.Token);

            await AdvanceAsync(chain, AllBut(Liar), blocks: 1, target: 30);

            await end.CancelAsync();
            await lying;
            Say($"The liar answered {source.Answers} requests.");
            await RestartAsync(chain);
        });

    /// <summary>Each attack goes to another node, because a node that was attacked keeps the attacker out for a while.</summary>
    private static async Task AttackAsync(FaultyNodes chain, Func<int, IReadOnlyList<Attack>> attacks)
    {
        for (int round = 0; round < Rounds.Of(gate: 1, faults: FourNodes.Count); round++)
        {
            int liar = (Liar + round) % FourNodes.Count;
            int[] victims = AllBut(liar);
            await FourNodes.KillAsync(chain.Processes[liar], Cancellation);
            IReadOnlyList<Attack> all = attacks(liar);
            for (int i = 0; i < victims.Length; i++)
            {
                Attack attack = all[((round * victims.Length) + i) % all.Count];
                long before = ResidentKilobytes(chain, victims[i]);
                await using HostilePeer peer = await HostilePeer.ConnectAsync(chain, liar, victims[i], Cancellation);
                await peer.SendAsync(Attack.ForAnotherGroup(), Cancellation);
                await peer.AssertOpenAsync(Cancellation);
                await peer.SendAsync(attack.Bytes, Cancellation);
                await peer.AssertClosedAsync(attack.Name, Cancellation);
                long grown = ResidentKilobytes(chain, victims[i]) - before;
                Say($"{attack.Name}: node{victims[i]} grew by {grown} KB.");
                Assert.InRange(grown, long.MinValue, GrowthMaxKilobytes);
            }

            await AdvanceAsync(chain, victims, blocks: 5, target: 15);
            // It is let in again when its time is over.
            await chain.StartAsync(liar, Cancellation);
        }
    }

    private static async Task RestartAsync(FaultyNodes chain)
    {
        foreach (NodeProcess process in chain.Processes.Where(process => process.FindRunning() is not null))
        {
            await FourNodes.KillAsync(process, Cancellation);
        }

        await chain.UpAsync(Cancellation);
    }

    private static long ResidentKilobytes(FaultyNodes chain, int node)
    {
        string line = File.ReadLines($"/proc/{chain.Processes[node].FindRunning()}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
