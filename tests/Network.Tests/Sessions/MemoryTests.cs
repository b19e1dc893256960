using Ledger.Network.Tests.Kit;
using Ledger.Network.Wire;

namespace Ledger.Network.Tests.Sessions;

/// <summary>Measures the memory of the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    /// <summary>
    /// CVE-2021-35041 of FISCO BCOS: malformed packets grew a node by gigabytes. Here a member sends 100 MB, in frames of the
    /// greatest length and in one that never ends, and the node holds about one frame of it.
    /// </summary>
    [Fact]
    public async Task A_hundred_megabytes_cost_the_memory_of_one_frame()
    {
        const int Frames = 6;
        const long HeldBytesMax = 4L * FrameHeader.BodyBytesMax;
        using var chain = new TestChain();
        await using var node = TestPeer.Start(chain, "node0");
        using NodeTlsIdentity evil = chain.Identity("evil", TestChain.NewKey());
        await using RawPeer raw = await RawPeer.GreetAsync(node.Network.LocalEndpoint, evil);
        byte[] frame = new byte[FrameHeader.SizeBytes + FrameHeader.BodyBytesMax];
        new FrameHeader(FrameHeader.BodyBytesMax, FrameKind.Transactions, 1, FrameFlags.None).Write(frame);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int seen = 0;
        node.Node.Forgets = true;
        node.Node.OnMessage = (_, _, _) =>
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            if (++seen == Frames)
            {
                all.SetResult();
            }

            return ValueTask.FromResult(true);
        };

        for (int i = 0; i < Frames; i++)
        {
            await raw.SendBytesAsync(frame);
        }

        await all.Task.InTimeAsync("all frames");
        await raw.SendBytesAsync(frame[..^1]);
        most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        Assert.InRange(most, 0, HeldBytesMax);
    }
}
