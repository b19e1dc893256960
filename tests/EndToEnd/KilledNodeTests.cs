using System.Diagnostics;
using Ledger.Cli.Control;
using Ledger.Cli.Status;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>One of four nodes dies without a warning.</summary>
public sealed class KilledNodeTests(FourNodes chain) : ChainTest(chain)
{
    private static readonly TimeSpan NewLeaderWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_replica_killed_under_load_comes_back_and_holds_the_same_chain()
    {
        var traffic = new TokenTraffic(Chain, accounts: 8);
        await traffic.PrepareAsync(Cancellation);
        NodeProcess replica = await FindAsync(leader: false);
        traffic.PlanTransfers(200);
        await traffic.TrySendAsync(Cancellation);

        await FourNodes.KillAsync(replica, Cancellation);
        await FinishWithoutAsync(traffic, replica);
        await Chain.UpAsync(Cancellation);
        traffic.PlanTransfers(50);
        await traffic.FinishAsync(Cancellation);

        await traffic.AssertEverywhereAsync(Cancellation);
    }

    [Fact]
    public async Task The_next_block_after_the_leaders_death_comes_in_less_than_ten_seconds()
    {
        var traffic = new TokenTraffic(Chain, accounts: 4, firstAccount: 200);
        await traffic.PrepareAsync(Cancellation);
        NodeProcess leader = await FindAsync(leader: true);
        int survivor = (leader.Node.Index + 1) % Chain.Nodes.Count;
        long before = await Chain.Nodes[survivor].HeightAsync(Cancellation);
        traffic.PlanTransfers(4);

        await FourNodes.KillAsync(leader, Cancellation);
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync(
            $"a block after {before} without {leader.Node.Name}",
            NewLeaderWithin,
            async token =>
            {
                await traffic.TrySendAsync(token);
                return await Chain.Nodes[survivor].HeightAsync(token) > before;
            },
            Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"The next block came after {watch.Elapsed.TotalSeconds:0.00} s.");

        await Chain.UpAsync(Cancellation);
        await traffic.FinishAsync(Cancellation);
        await traffic.AssertEverywhereAsync(Cancellation);
    }

    private async Task<NodeProcess> FindAsync(bool leader)
    {
        IReadOnlyList<NodeSnapshot> nodes = await new SnapshotReader(Chain.Chain, Chain.Http).ReadAsync(Cancellation);
        return Chain.Processes.First(process => process.Node.Name == nodes[0].Leader == leader);
    }

    /// <summary>Every account whose node is alive gets its transfers through while one node is dead.</summary>
    private async Task FinishWithoutAsync(TokenTraffic traffic, NodeProcess dead) => await Eventually.HoldsAsync(
        $"the transfers of the other nodes are final without {dead.Node.Name}",
        FinalWithin,
        async token =>
        {
            await traffic.TrySendAsync(token);
            await traffic.TryCollectAsync(Chain.Nodes[(dead.Node.Index + 1) % Chain.Nodes.Count], token);
            return traffic.Pending.All(entry => entry.Account % Chain.Nodes.Count == dead.Node.Index);
        },
        Cancellation);
}
