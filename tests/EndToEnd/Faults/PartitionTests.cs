using Ledger.EndToEnd.Kit;
using Ledger.EndToEnd.Kit.Links;

namespace Ledger.EndToEnd.Faults;

/// <summary>Nodes do not reach each other (rows 5 to 9 of the fault matrix).</summary>
public sealed class PartitionTests(FaultChains chains) : FaultScenario(chains)
{
    private static readonly TimeSpan Flap = TimeSpan.FromMilliseconds(200);

    /// <summary>Row 5: two halves make no block, neither of them; healed, they go on.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Two_halves_make_no_block_until_they_are_healed(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            for (int round = 0; round < Rounds.Of(gate: 1, faults: 20); round++)
            {
                chain.Links.Divide(0, 1 + (round % (FourNodes.Count - 1)));
                long highest = await UnderWayAsync(chain, AllBut());
                await StandStillAsync(chain, AllBut());
                NodeStatus[] during = await StatusesAsync(chain);
                Assert.All(during, status => Assert.InRange(status.Finalized, 0, highest));

                chain.Links.Mend();
                await AdvanceAsync(chain, AllBut(), blocks: 1, target: 10);
                NodeStatus[] after = await StatusesAsync(chain);
                Say($"Views {string.Join(' ', during.Select(status => status.View))} apart, "
                    + $"{string.Join(' ', after.Select(status => status.View))} together.");
            }
        });

    /// <summary>Row 6: three go on without the fourth, which follows when it is back.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task A_node_that_is_cut_off_does_not_stop_the_others_and_follows_when_it_is_back(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            for (int round = 0; round < Rounds.Of(gate: 1, faults: 20); round++)
            {
                int alone = round % FourNodes.Count;
                chain.Links.Sever(alone);
                long highest = await UnderWayAsync(chain, [alone]);
                await AdvanceAsync(chain, AllBut(alone), blocks: 10, target: 15);
                NodeStatus? cutOff = await chain.StatusAsync(alone, Cancellation);
                Assert.InRange(cutOff!.Finalized, 0, highest);

                chain.Links.Mend();
                await AdvanceAsync(chain, AllBut(), blocks: 1, target: 10);
            }
        });

    /// <summary>Row 7: a leader that hears nothing is replaced although it is heard, and can not make the others change views for ever.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task A_leader_that_hears_nobody_is_replaced(string algorithm) =>
        UnderLoadAsync(algorithm, chain => HalfLinkAsync(chain, chain.Links.HeardBy));

    /// <summary>Row 7: nor does one hold up the others that hears but can not be heard.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task A_leader_that_nobody_hears_is_replaced(string algorithm) =>
        UnderLoadAsync(algorithm, chain => HalfLinkAsync(chain, chain.Links.SaidBy));

    /// <summary>Row 8: two nodes that reach each other only through the rest.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Two_nodes_without_a_link_to_each_other_do_not_stop_the_chain(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            chain.Links.Sever(0, 2);
            await AdvanceAsync(chain, AllBut(), blocks: 40, target: 30);
        });

    /// <summary>Row 9: links that come and go; healing asserts that no session is missing or left over.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Links_that_come_and_go_leave_a_chain_that_goes_on(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            const int Seed = 9;
            var random = new Random(Seed);
            // On and off take 400 ms together: 1500 times are ten minutes.
            for (int round = 0; round < Rounds.Of(gate: 12, faults: 1500); round++)
            {
                chain.Links.Sever(random.Next(FourNodes.Count));
                await Eventually.PassAsync(Flap, Cancellation);
                chain.Links.Mend();
                await Eventually.PassAsync(Flap, Cancellation);
            }

            await AdvanceAsync(chain, AllBut(), blocks: 1, target: 10);
        });

    private static async Task HalfLinkAsync(FaultyNodes chain, Func<int, IEnumerable<FaultyPipe>> directions)
    {
        int leader = await chain.LeaderAsync(asked: 0, Cancellation);
        foreach (FaultyPipe pipe in directions(leader))
        {
            pipe.Stall();
        }

        await AdvanceAsync(chain, AllBut(leader), blocks: 10, target: 15);
        chain.Links.Mend();
        await AdvanceAsync(chain, AllBut(), blocks: 1, target: 15);
    }

    private static async Task<NodeStatus[]> StatusesAsync(FaultyNodes chain)
    {
        NodeStatus?[] all = await Task.WhenAll(AllBut().Select(node => chain.StatusAsync(node, Cancellation)));
        Assert.All(all, status => Assert.NotNull(status));
        return [.. all.OfType<NodeStatus>()];
    }
}
