using Ledger.Domain.Primitives;
using Ledger.Network.Groups;
using Ledger.Network.Sessions;
using Ledger.Network.Tests.Kit;
using Ledger.Network.Wire;
using Ledger.Node.Ports;

namespace Ledger.Network.Tests.Groups;

/// <summary>Several groups over one link: who hears of a group, who may speak in it, and what happens when one comes or goes.</summary>
public sealed class GroupLinksTests : IAsyncLifetime
{
    private const int Second = 2;

    private static readonly Hash256 SecondGenesis = TestChain.Suite.Hash.Hash("the second group"u8);

    private readonly TestChain _chain = new();
    private readonly TestPeer _one;
    private readonly TestPeer _two;
    private readonly RecordingHandler _oneInSecond = new();
    private readonly RecordingHandler _twoInSecond = new();

    public GroupLinksTests()
    {
        _one = TestPeer.Start(_chain, "node0");
        _two = TestPeer.Start(_chain, "node1");
    }

    public async ValueTask InitializeAsync() => await _one.JoinAsync(_two);

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        _chain.Dispose();
    }

    [Fact]
    public async Task A_group_that_both_open_while_they_are_linked_gets_its_own_conversation()
    {
        GroupLinks ones = await OpenSecondAsync();

        Assert.True(ones.TrySend(_two.Id, new PeerMessage(PeerMessageKind.Status, Second, new byte[] { 2 })));
        Assert.True(_one.Send(_two, PeerMessageKind.Status, [1]));

        Assert.Equal(2, (await _twoInSecond.MessageAsync()).Message.Payload.Span[0]);
        Assert.Equal(1, (await _two.Node.MessageAsync()).Message.Payload.Span[0]);
        Assert.Single(_one.Network.Sessions);
        Assert.Equal(_two.Id, Assert.Single(ones.Sessions).Id);
    }

    [Fact]
    public async Task A_broadcast_in_a_group_reaches_only_the_nodes_that_run_it()
    {
        await using var three = TestPeer.Start(_chain, "node2");
        await _one.JoinAsync(three);
        GroupLinks ones = await OpenSecondAsync();

        ones.Broadcast(new PeerMessage(PeerMessageKind.Status, Second, new byte[] { 2 }));
        _one.Links.Broadcast(new PeerMessage(PeerMessageKind.Status, 1, new byte[] { 1 }));

        Assert.Equal(2, (await _twoInSecond.MessageAsync()).Message.Payload.Span[0]);
        Assert.Equal(1, (await three.Node.MessageAsync()).Message.GroupId);
    }

    [Fact]
    public async Task A_closed_group_is_gone_for_the_peer_and_the_others_go_on()
    {
        GroupLinks ones = await OpenSecondAsync();

        await ones.CloseAsync();

        Assert.Equal(_two.Id, await _oneInSecond.DisconnectedAsync());
        Assert.Equal(_one.Id, await _twoInSecond.DisconnectedAsync());
        Assert.True(_one.Send(_two, PeerMessageKind.Status, [1]));
        Assert.Equal(1, (await _two.Node.MessageAsync()).Message.Payload.Span[0]);
        GroupLinks again = _one.Network.Group(Second, SecondGenesis);
        again.Open(_oneInSecond);
        Assert.Equal(_one.Id, await _twoInSecond.ConnectedAsync());
        Assert.Equal(_two.Id, await _oneInSecond.ConnectedAsync());
    }

    [Fact]
    public async Task Groups_of_one_number_and_different_genesis_never_speak()
    {
        GroupLinks ones = _one.Network.Group(Second, SecondGenesis);
        GroupLinks twos = _two.Network.Group(Second, TestChain.Genesis);
        ones.Open(_oneInSecond);
        twos.Open(_twoInSecond);

        Assert.Contains("runs a group 2", await _one.Log.LineWithAsync("4022"), StringComparison.Ordinal);
        Assert.Contains("runs a group 2", await _two.Log.LineWithAsync("4022"), StringComparison.Ordinal);
        Assert.Empty(ones.Sessions);
        Assert.False(twos.TrySend(_one.Id, new PeerMessage(PeerMessageKind.Status, Second, new byte[] { 1 })));
    }

    /// <summary>A node tells a peer only of groups that the peer is a member of, and takes nothing of it in others.</summary>
    [Fact]
    public async Task A_stranger_to_a_group_neither_hears_of_it_nor_is_heard_in_it()
    {
        using NodeTlsIdentity stranger = _chain.Identity("stranger", TestChain.NewKey());
        _oneInSecond.Strangers[stranger.Id] = true;
        _one.Network.Group(Second, SecondGenesis).Open(_oneInSecond);
        await using RawPeer raw = await RawPeer.GreetAsync(_one.Network.LocalEndpoint, stranger);

        await raw.SendAsync(FrameKind.GroupOpened, SecondGenesis.Bytes.ToArray(), Second);
        await raw.SendAsync(FrameKind.Consensus, [1, 2, 3], Second);
        await raw.SendAsync(FrameKind.Consensus, [4], 77);
        await raw.SendAsync(FrameKind.Status, [5], 1);

        (NodeId from, PeerMessage message) = await _one.Node.MessageAsync();
        Assert.Equal((stranger.Id, 1, 5), (from, message.GroupId, message.Payload.Span[0]));
        await raw.SendAsync(FrameKind.Ping, new byte[8], 0);
        var told = new List<int>();
        for (FrameRead read = await raw.ReceiveAsync(); read.Frame.Kind != FrameKind.Pong; read = await raw.ReceiveAsync())
        {
            Assert.Equal(FrameKind.GroupOpened, read.Frame.Kind);
            told.Add(read.Frame.GroupId);
        }

        Assert.Equal([1], told);
        Assert.False(_oneInSecond.HeardAnything);
    }

    [Fact]
    public async Task A_node_that_loses_its_place_in_a_group_keeps_the_others()
    {
        GroupLinks ones = await OpenSecondAsync();

        _oneInSecond.Strangers[_two.Id] = true;

        Assert.Equal(_two.Id, await _oneInSecond.DisconnectedAsync());
        Assert.Equal(_one.Id, await _twoInSecond.DisconnectedAsync());
        Assert.Empty(ones.Sessions);
        Assert.True(_two.Send(_one, PeerMessageKind.Status, [1]));
        Assert.Equal(1, (await _one.Node.MessageAsync()).Message.Payload.Span[0]);
    }

    /// <summary>One lane a group and peer: what waits in one group does not stand before the messages of another, not even when its lane is full.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    public async Task A_group_that_takes_nothing_holds_back_no_other_group(int waiting)
    {
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _twoInSecond.OnMessage = async (_, _, cancellation) =>
        {
            await busy.Task.WaitAsync(cancellation);
            return true;
        };
        GroupLinks ones = await OpenSecondAsync();
        for (int i = 0; i < waiting; i++)
        {
            Assert.True(ones.TrySend(_two.Id, new PeerMessage(PeerMessageKind.Consensus, Second, new byte[100])));
        }

        Assert.True(_one.Send(_two, PeerMessageKind.Consensus, [7]));

        Assert.Equal(7, (await _two.Node.MessageAsync()).Message.Payload.Span[0]);
        busy.SetResult();
    }

    [Fact]
    public async Task A_peer_that_names_more_groups_than_one_may_is_out()
    {
        using NodeTlsIdentity evil = _chain.Identity("evil", TestChain.NewKey());
        await using RawPeer raw = await RawPeer.GreetAsync(_one.Network.LocalEndpoint, evil);
        for (int group = 2; group <= GroupRouter.GroupsPerPeerMax + 1; group++)
        {
            await raw.SendAsync(FrameKind.GroupOpened, SecondGenesis.Bytes.ToArray(), (ushort)group);
        }

        Assert.Contains("too many groups", (await raw.RefusalAsync()).Sentence, StringComparison.Ordinal);
    }

    private async Task<GroupLinks> OpenSecondAsync()
    {
        GroupLinks ones = _one.Network.Group(Second, SecondGenesis);
        GroupLinks twos = _two.Network.Group(Second, SecondGenesis);
        ones.Open(_oneInSecond);
        twos.Open(_twoInSecond);
        Assert.Equal(_two.Id, await _oneInSecond.ConnectedAsync());
        Assert.Equal(_one.Id, await _twoInSecond.ConnectedAsync());
        return ones;
    }
}
