using Ledger.Domain.Primitives;
using Ledger.Network.Tests.Kit;
using Ledger.Node.Ports;

namespace Ledger.Network.Tests.Sessions;

public sealed class MessagingTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(70_000)]
    [InlineData(PeerMessage.MaxPayloadBytes)]
    public async Task Two_nodes_hear_what_the_other_says(int length)
    {
        var settings = new TestPeerSettings { Group = 32767 };
        await using var one = TestPeer.Start(_chain, "node0", settings: settings);
        await using var two = TestPeer.Start(_chain, "node1", settings: settings);
        await one.JoinAsync(two);
        byte[] payload = new byte[length];
        new Random(length).NextBytes(payload);

        Assert.True(one.Links.TrySend(two.Id, new PeerMessage(PeerMessageKind.BlockResponse, 32767, payload)));
        Assert.True(two.Links.TrySend(one.Id, new PeerMessage(PeerMessageKind.Consensus, 32767, payload)));

        await AssertHeardAsync(two, one.Id, PeerMessageKind.BlockResponse, 32767, payload);
        await AssertHeardAsync(one, two.Id, PeerMessageKind.Consensus, 32767, payload);
    }

    [Fact]
    public async Task Sessions_tell_who_is_there()
    {
        await using var one = TestPeer.Start(_chain, "node0");
        await using var two = TestPeer.Start(_chain, "node1");
        await one.JoinAsync(two);

        PeerSession session = Assert.Single(one.Network.Sessions);
        Assert.Equal(two.Id, session.Id);
        Assert.Equal("node1", session.Name);
        Assert.Equal(two.Network.LocalEndpoint.ToString(), session.Endpoint);
        Assert.Equal(one.Id, Assert.Single(two.Network.Sessions).Id);
    }

    [Fact]
    public async Task A_broadcast_reaches_each_of_four_nodes_once()
    {
        TestPeer[] peers = [.. Enumerable.Range(0, 4).Select(i => TestPeer.Start(_chain, $"node{i}"))];
        for (int i = 0; i < peers.Length; i++)
        {
            for (int j = i + 1; j < peers.Length; j++)
            {
                await peers[i].JoinAsync(peers[j]);
            }
        }

        for (int i = 0; i < peers.Length; i++)
        {
            peers[i].Links.Broadcast(new PeerMessage(PeerMessageKind.Status, 1, new[] { (byte)i }));
        }

        foreach (TestPeer peer in peers)
        {
            HashSet<NodeId> heard = [];
            for (int i = 1; i < peers.Length; i++)
            {
                (NodeId from, PeerMessage message) = await peer.Node.MessageAsync();
                Assert.True(heard.Add(from));
                Assert.Equal(peers[message.Payload.Span[0]].Id, from);
            }
        }

        await Task.WhenAll(peers.Select(peer => peer.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Messages_of_one_peer_arrive_in_order_and_one_at_a_time()
    {
        const int Count = 5000;
        await using var one = TestPeer.Start(_chain, "node0");
        await using var two = TestPeer.Start(_chain, "node1");
        int inside = 0;
        int most = 0;
        two.Node.OnMessage = async (_, _, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return true;
        };
        await one.JoinAsync(two);

        for (int i = 0; i < Count; i++)
        {
            Assert.True(one.Send(two, PeerMessageKind.Consensus, BitConverter.GetBytes(i)));
        }

        for (int i = 0; i < Count; i++)
        {
            (_, PeerMessage message) = await two.Node.MessageAsync();
            Assert.Equal(i, BitConverter.ToInt32(message.Payload.Span));
        }

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_message_to_a_node_without_a_session_goes_nowhere()
    {
        await using var one = TestPeer.Start(_chain, "node0");

        Assert.False(one.Links.TrySend(TestChain.NewKey().Id, new PeerMessage(PeerMessageKind.Status, 1, default)));
        Assert.False(one.Links.TrySend(one.Id, new PeerMessage(PeerMessageKind.Status, 1, default)));
        one.Links.Broadcast(new PeerMessage(PeerMessageKind.Status, 1, default));
        Assert.Empty(one.Network.Sessions);
    }

    [Fact]
    public async Task A_message_that_no_frame_can_carry_is_the_callers_mistake()
    {
        await using var one = TestPeer.Start(_chain, "node0");

        Assert.Throws<ArgumentException>(() => one.Links.Broadcast(
            new PeerMessage(PeerMessageKind.Status, 1, new byte[PeerMessage.MaxPayloadBytes + 1])));
        Assert.Throws<ArgumentException>(() => one.Links.Broadcast(
            new PeerMessage(PeerMessageKind.Status, 2, default)));
    }

    private static async Task AssertHeardAsync(
        TestPeer peer, NodeId from, PeerMessageKind kind, int group, byte[] payload)
    {
        (NodeId sender, PeerMessage message) = await peer.Node.MessageAsync();
        Assert.Equal(from, sender);
        Assert.Equal(kind, message.Kind);
        Assert.Equal(group, message.GroupId);
        Assert.True(message.Payload.Span.SequenceEqual(payload));
    }
}
