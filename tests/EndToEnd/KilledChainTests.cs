using Ledger.Cli.Control;
using Ledger.Cli.Rpc;
using Ledger.Domain.Primitives;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>All four nodes die at once, again and again: power fails in the one room where they all stand.</summary>
public sealed class KilledChainTests(FourNodes chain) : ChainTest(chain)
{
    private const int Rounds = 20;
    private const int TransfersOfOneRound = 40;
    private const int DelayMaxMs = 1_500;
    private const int Seed = 20_200;

    [Fact]
    public async Task Twenty_deaths_of_all_nodes_lose_nothing_final_fork_nothing_and_repeat_nothing()
    {
        var random = new Random(Seed);
        var traffic = new TokenTraffic(Chain, accounts: 8);
        await traffic.PrepareAsync(Cancellation);
        for (int round = 0; round < Rounds; round++)
        {
            var delay = TimeSpan.FromMilliseconds(random.Next(DelayMaxMs));
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"Seed {Seed}, round {round}: all die after {delay.TotalMilliseconds:0} ms; {traffic.FinalIn.Count} are final.");
            traffic.PlanTransfers(TransfersOfOneRound);
            await Task.WhenAll(UseAsync(traffic), KillAllAsync(delay));
            await Chain.UpAsync(Cancellation);
            await traffic.FinishAsync(Cancellation);
            await traffic.AssertEverywhereAsync(Cancellation);
        }

        await AssertOneChainAsync();
    }

    /// <summary>Sends, and takes every receipt that a node gives before it dies for a promise.</summary>
    private async Task UseAsync(TokenTraffic traffic)
    {
        await traffic.TrySendAsync(Cancellation);
        while (traffic.Pending.Count > 0 && Chain.Processes.Any(process => process.FindRunning() is not null))
        {
            foreach (NodeClient node in Chain.Nodes)
            {
                await traffic.TryCollectAsync(node, Cancellation);
            }
        }
    }

    private async Task KillAllAsync(TimeSpan delay)
    {
        await Eventually.PassAsync(delay, Cancellation);
        foreach (NodeProcess process in Chain.Processes)
        {
            Native.Signal(process.FindRunning() ?? 0, Native.Kill);
        }

        await Eventually.HoldsAsync(
            "all nodes are dead",
            NodeProcess.KillTimeout,
            _ => Task.FromResult(Chain.Processes.All(process => process.FindRunning() is null)),
            Cancellation);
    }

    /// <summary>Every block of every node names the same parent as on the others: there is one chain.</summary>
    private async Task AssertOneChainAsync()
    {
        long[] heights = await Task.WhenAll(Chain.Nodes.Select(node => node.HeightAsync(Cancellation)));
        for (long number = 0; number <= heights.Min(); number++)
        {
            Hash256[] hashes = await Task.WhenAll(Chain.Nodes.Select(node => node.BlockHashAsync(number, Cancellation)));
            Assert.True(hashes.Distinct().Count() == 1, $"Block {number} differs: {string.Join(", ", hashes)}.");
        }
    }
}
