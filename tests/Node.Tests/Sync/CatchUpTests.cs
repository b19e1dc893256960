using Ledger.Node.Tests.Cluster;
using Ledger.Testing;

namespace Ledger.Node.Tests.Sync;

/// <summary>Whole nodes that are behind, and peers that do not help.</summary>
public sealed class CatchUpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_far_behind_catches_up_from_its_peers()
    {
        const int Height = 1_000;
        CertifiedChain chain = await CertifiedChain.MakeAsync(count: Height);
        await using LocalCluster cluster = await StartAsync(chain, honest: 3);
        await cluster.StartMemberAsync(3);
        await cluster.WaitForAsync(3, Height);
        Assert.Equal(chain.Blocks[^1].Block.Hash, cluster[3].Status.Head.Hash);
        Assert.Empty(cluster.Network.Breaches);
    }

    /// <summary>Fault matrix row 31; FIB-13, FIB-25, FIB-37: proof before belief, another peer, no endless retry.</summary>
    [Theory]
    [InlineData(Lie.HugeClaim, false)]
    [InlineData(Lie.Silence, false)]
    [InlineData(Lie.BadSeals, true)]
    [InlineData(Lie.OtherBody, true)]
    [InlineData(Lie.OutOfOrder, true)]
    [InlineData(Lie.TooMany, false)]
    [InlineData(Lie.OwnSealers, true)]
    [InlineData(Lie.FewSeals, true)]
    public async Task A_peer_that_lies_is_passed_over_and_a_proven_lie_ends_its_session(Lie lie, bool isProven)
    {
        const int Height = 300;
        CertifiedChain chain = await CertifiedChain.MakeAsync(count: Height);
        await using LocalCluster cluster = await StartAsync(chain, honest: 2);
        var liar = new LyingPeer(chain, cluster.Network, TestAccounts.Signer(3), lie);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task lying = cluster.Network.RunAsync(liar.Id, liar, stop.Token);
        await cluster.StartMemberAsync(3);
        liar.Claim();
        await cluster.WaitForAsync(3, Height);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (isProven && !cluster.Network.Breaches.Any(breach => breach.By == cluster.IdOf(3) && breach.Of == liar.Id))
        {
            patience.Token.ThrowIfCancellationRequested();
            liar.Claim();
            await Task.Yield();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lying);
        Assert.Equal(chain.Blocks[^1].Block.Hash, cluster[3].Status.Head.Hash);
        Assert.Null(cluster[3].Status.HaltReason);
        Assert.InRange(liar.Count, 1, 12);
        Assert.DoesNotContain(cluster.Network.Breaches, breach => breach.Of != liar.Id);
    }

    [Fact]
    public async Task A_peer_that_started_from_a_snapshot_is_asked_for_what_it_keeps_and_not_barred()
    {
        const int Height = 300;
        const int Lowest = 120;
        CertifiedChain chain = await CertifiedChain.MakeAsync(count: Height);
        await using LocalCluster cluster = await StartAsync(chain, honest: 1);
        var peer = new LyingPeer(chain, cluster.Network, TestAccounts.Signer(3), Lie.None) { Lowest = Lowest };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task answering = cluster.Network.RunAsync(peer.Id, peer, stop.Token);
        await cluster.StartMemberAsync(3);
        peer.Claim();
        await cluster.WaitForAsync(3, Height);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        Assert.All(peer.Asked, from => Assert.True(from >= Lowest, $"It was asked for block {from}."));
        Assert.Empty(cluster.Network.Breaches);
        Assert.Equal(Lowest, cluster[3].Status.PeerProgress[peer.Id].Lowest);
    }

    [Fact]
    public async Task A_liar_that_alone_claims_more_does_not_keep_a_node_from_its_work()
    {
        CertifiedChain chain = await CertifiedChain.MakeAsync(count: 20);
        await using LocalCluster cluster = await StartAsync(chain, honest: 3);
        var liar = new LyingPeer(chain, cluster.Network, TestAccounts.Signer(4), Lie.HugeClaim);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task lying = cluster.Network.RunAsync(liar.Id, liar, stop.Token);
        liar.Claim();
        Domain.Transactions.Transaction more = TestAccounts.Transfer(TestAccounts.Signer(141), 0, TestAccounts.Signer(142).Address);
        ReadOnlyMemory<byte>[] raws = [more.Raw];
        Assert.True((await cluster[0].Intake.SubmitAsync(raws, Token))[0].IsAccepted);
        await cluster.WaitForTransactionAsync(2, more.Hash);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lying);
        Assert.False(cluster[2].Status.IsSyncing);
    }

    private static async Task<LocalCluster> StartAsync(CertifiedChain chain, int honest)
    {
        var cluster = LocalCluster.Of(chain.Genesis, 4);
        for (int member = 0; member < honest; member++)
        {
            await chain.FillAsync(cluster.Store(member), chain.Blocks.Count);
            await cluster.StartMemberAsync(member);
        }

        return cluster;
    }
}
