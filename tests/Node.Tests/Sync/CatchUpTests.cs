using System.Diagnostics;
using Ledger.Node.Tests.Cluster;

namespace Ledger.Node.Tests.Sync;

/// <summary>Whole nodes that are behind.</summary>
public sealed class CatchUpTests
{
    [Fact]
    public async Task A_node_far_behind_catches_up_from_its_peers()
    {
        const int Height = 1_000;
        CertifiedChain chain = await CertifiedChain.MakeAsync(count: Height);
        await using var cluster = LocalCluster.Of(chain.Genesis, 4);
        for (int member = 0; member < 3; member++)
        {
            await chain.FillAsync(cluster.Store(member), Height);
            await cluster.StartMemberAsync(member);
        }

        await cluster.StartMemberAsync(3);
        await cluster.WaitForAsync(3, 1);
        long started = Stopwatch.GetTimestamp();
        await cluster.WaitForAsync(3, Height);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Height / seconds:F0} blocks/s");
        Assert.Equal(chain.Blocks[^1].Block.Hash, cluster[3].Status.Head.Hash);
    }
}
