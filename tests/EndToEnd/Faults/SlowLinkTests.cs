using Ledger.EndToEnd.Kit;
using Ledger.EndToEnd.Kit.Links;

namespace Ledger.EndToEnd.Faults;

/// <summary>Links that are slow or broken in the middle, nodes that hang (rows 10 and 12 of the fault matrix, and bytes that change on the way).</summary>
public sealed class SlowLinkTests(FaultChains chains) : FaultScenario(chains)
{
    private const long MegabitInBytes = 125_000;

    /// <summary>Row 10: 150 ms with 50 ms jitter each way, and one megabit a second.</summary>
    [Theory]
    [MemberData(nameof(AlgorithmsAtLength))]
    public Task Slow_links_keep_blocks_coming(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            foreach (FaultyPipe pipe in chain.Links.Pipes)
            {
                pipe.Slow(TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(50), MegabitInBytes);
            }

            await AdvanceAsync(chain, AllBut(), blocks: Rounds.Of(gate: 5, faults: 500), target: Rounds.Of(gate: 20, faults: 500));
        });

    /// <summary>Row 12: one node hangs most of the time; the others do not wait for it.</summary>
    [Theory]
    [MemberData(nameof(AlgorithmsAtLength))]
    public Task A_node_that_hangs_again_and_again_does_not_stop_the_others(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            for (int round = 0; round < Rounds.Of(gate: 2, faults: 60); round++)
            {
                int hanging = round % FourNodes.Count;
                Signal(chain, hanging, Signals.Stop);
                await AdvanceAsync(chain, AllBut(hanging), blocks: 5, target: 15);
                Signal(chain, hanging, Signals.Continue);
                await AdvanceAsync(chain, AllBut(), blocks: 1, target: 15);
            }
        });

    /// <summary>TLS finds a changed bit: the session ends and another begins.</summary>
    [Theory]
    [MemberData(nameof(AlgorithmsAtLength))]
    public Task Changed_bytes_and_half_closed_links_cost_a_session_and_nothing_else(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            for (int round = 0; round < Rounds.Of(gate: 2, faults: 50); round++)
            {
                int node = round % FourNodes.Count;
                foreach (FaultyPipe pipe in chain.Links.Of(node))
                {
                    pipe.FlipNext();
                }

                await AdvanceAsync(chain, AllBut(), blocks: 5, target: 15);
                foreach (FaultyPipe pipe in chain.Links.SaidBy(node))
                {
                    pipe.HalfCloseNext();
                }

                await AdvanceAsync(chain, AllBut(), blocks: 5, target: 15);
            }
        });
}
