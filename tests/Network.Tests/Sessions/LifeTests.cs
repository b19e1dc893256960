using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;
using Ledger.Network.Sessions;
using Ledger.Network.Tests.Kit;
using Ledger.Network.Wire;
using Ledger.Node.Ports;
using Ledger.Testing;

namespace Ledger.Network.Tests.Sessions;

/// <summary>How sessions begin again, end, and are looked after.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public async Task A_restarted_node_is_found_again_at_its_address()
    {
        Secp256k1Signer key = TestChain.NewKey();
        await using var one = TestPeer.Start(_chain, "node0");
        var two = TestPeer.Start(_chain, "node1", key);
        int port = two.Network.LocalEndpoint.Port;
        await one.JoinAsync(two);
        await two.DisposeAsync();
        Assert.Equal(key.Id, await one.Node.DisconnectedAsync());
        await one.Log.LineWithAsync("the node stops");

        await using var again = TestPeer.Start(_chain, "node1", key, new TestPeerSettings { Port = port });

        Assert.Equal(key.Id, await one.Node.ConnectedAsync());
        Assert.Equal(one.Id, await again.Node.ConnectedAsync());
        Assert.True(one.Send(again, PeerMessageKind.Status, [5]));
        Assert.Equal(one.Id, (await again.Node.MessageAsync()).From);
    }

    /// <summary>A connection that fails in a way that nobody thought of must not end the dialing, or the peer is lost for good.</summary>
    [Fact]
    public async Task An_address_is_dialed_again_after_a_failure_that_nobody_expected()
    {
        await using var one = TestPeer.Start(_chain, "node0");
        await using var two = TestPeer.Start(_chain, "node1");
        one.Node.OnMessage = (_, _, _) => throw new InvalidOperationException("a fault of the node");
        await one.JoinAsync(two);

        Assert.True(two.Send(one, PeerMessageKind.Status, [1]));

        await one.Log.LineWithAsync("a fault of the node");
        Assert.Equal(two.Id, await one.Node.DisconnectedAsync());
        Assert.Equal(two.Id, await one.Node.ConnectedAsync());
    }

    /// <summary>A session may end between two flushes: what has gathered then is dropped with it.</summary>
    [Fact]
    public async Task A_link_with_unsent_bytes_is_let_go_without_a_word()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        using NodeTlsIdentity identity = _chain.Identity("node1", TestChain.NewKey());
        await using RawPeer peer = await RawPeer.SecureAsync(node.Network.LocalEndpoint, identity.Context);
        var link = new Link(await RawPeer.ConnectAsync(node.Network.LocalEndpoint), peer.Stream, TimeProvider.System);
        await link.WriteAsync(new OutgoingFrame(FrameKind.Ping, groupId: 0, new byte[8]), TestContext.Current.CancellationToken);

        Assert.Null(await Record.ExceptionAsync(async () => await link.DisposeAsync()));
    }

    /// <summary>A node that crashed and came back before anyone noticed takes its own place.</summary>
    [Fact]
    public async Task A_new_process_of_a_node_takes_the_place_of_the_old_session()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        Secp256k1Signer key = TestChain.NewKey();
        using NodeTlsIdentity identity = _chain.Identity("node1", key);
        await using RawPeer old = await RawPeer.GreetAsync(node.Network.LocalEndpoint, identity);
        Assert.Equal(key.Id, await node.Node.ConnectedAsync());

        await using var fresh = TestPeer.Start(_chain, "node1", key);
        fresh.Dial(node);

        Assert.Equal(RefusalCode.DuplicateLink, (await old.RefusalAsync()).Code);
        await old.DisposeAsync();
        Assert.Equal(key.Id, await node.Node.DisconnectedAsync());
        Assert.Equal(key.Id, await node.Node.ConnectedAsync());
        await node.Log.LineWithAsync("4015 node1 came from");
        Assert.Single(node.Network.Sessions);
    }

    /// <summary>Both may make a link at the same moment; they settle on the one that the smaller id dialed.</summary>
    [Fact]
    public async Task Two_nodes_that_dial_each_other_settle_on_one_session()
    {
        const int EventsMax = 40;
        await using var one = TestPeer.Start(_chain, "node0");
        await using var two = TestPeer.Start(_chain, "node1");
        Task<NodeId>[] next = [one.Node.ConnectedAsync(), two.Node.ConnectedAsync()];
        one.Dial(two);
        two.Dial(one);

        // A link that looks settled may still give way to the other one, and takes with it what was sent over it.
        Task<(NodeId From, PeerMessage Message)> heard = two.Node.MessageAsync();
        for (int events = 0; !heard.IsCompleted || !AreSettled(one, two); events++)
        {
            Assert.True(events < EventsMax, $"they do not settle:\n{one.Log.Shown()}\n\n{two.Log.Shown()}");
            if (AreSettled(one, two))
            {
                one.Send(two, PeerMessageKind.Status, [1]);
            }

            Task first = await Task.WhenAny(heard.IsCompleted ? next : [heard, .. next]);
            int which = Array.IndexOf(next, first);
            if (which >= 0)
            {
                await next[which];
                next[which] = which == 0 ? one.Node.ConnectedAsync() : two.Node.ConnectedAsync();
            }
        }

        Assert.Equal(one.Id, (await heard).From);
    }

    [Fact]
    public async Task A_silent_peer_is_given_up_and_a_talking_one_is_kept()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var settings = new TestPeerSettings { Time = time };
        await using var node = TestPeer.Start(_chain, "node0", settings: settings);
        using NodeTlsIdentity mute = _chain.Identity("mute", TestChain.NewKey());
        await using RawPeer raw = await RawPeer.GreetAsync(node.Network.LocalEndpoint, mute);
        Assert.Equal(mute.Id, await node.Node.ConnectedAsync());
        Assert.Equal(FrameKind.GroupOpened, (await raw.ReceiveAsync()).Frame.Kind);

        time.Advance(settings.Limits.PingAfter + settings.Limits.HeartbeatInterval);
        FrameRead ping = await raw.ReceiveAsync();
        Assert.Equal(FrameKind.Ping, ping.Frame.Kind);
        await raw.SendAsync(FrameKind.Ping, [1, 2, 3, 4, 5, 6, 7, 8]);
        FrameRead pong = await raw.ReceiveAsync();
        Assert.Equal(FrameKind.Pong, pong.Frame.Kind);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], pong.Frame.Payload);

        time.Advance(settings.Limits.SilenceMax + settings.Limits.HeartbeatInterval);
        Assert.Equal(RefusalCode.Silent, (await raw.RefusalAsync()).Code);
        await raw.DisposeAsync();
        Assert.Equal(mute.Id, await node.Node.DisconnectedAsync());
    }

    [Fact]
    public async Task A_node_that_lost_its_membership_is_out_with_the_next_heartbeat()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var settings = new TestPeerSettings { Time = time };
        await using var node = TestPeer.Start(_chain, "node0", settings: settings);
        using NodeTlsIdentity member = _chain.Identity("node1", TestChain.NewKey());
        await using RawPeer raw = await RawPeer.GreetAsync(node.Network.LocalEndpoint, member);
        Assert.Equal(member.Id, await node.Node.ConnectedAsync());

        node.Node.Strangers[member.Id] = true;
        time.Advance(settings.Limits.HeartbeatInterval);

        Assert.Equal(RefusalCode.NotMember, (await raw.RefusalAsync()).Code);
        await using RawPeer again = await RawPeer.SecureAsync(node.Network.LocalEndpoint, member.Context);
        Assert.Equal(RefusalCode.NotMember, (await again.RefusalAsync()).Code);
    }

    [Fact]
    public async Task Who_refuses_a_node_as_a_stranger_is_known_until_there_is_a_session()
    {
        await using var member = TestPeer.Start(_chain, "node0");
        await using var stranger = TestPeer.Start(_chain, "node1");
        member.Node.Strangers[stranger.Id] = true;

        stranger.Dial(member);
        await stranger.Log.LineWithAsync("refused by the other end");
        Assert.Equal([member.Id], stranger.Links.RefusedBy);
        Assert.Empty(member.Links.RefusedBy);

        member.Node.Strangers.TryRemove(stranger.Id, out _);
        Assert.Equal(member.Id, await stranger.Node.ConnectedAsync());
        Assert.Empty(stranger.Links.RefusedBy);
    }

    [Fact]
    public async Task A_certificate_that_ends_during_a_session_ends_the_session()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var patient = new TestPeerSettings
        {
            Time = time,
            Limits = new PeerLimits { SilenceMax = TimeSpan.FromDays(9), PingAfter = TimeSpan.FromDays(9) },
        };
        await using var node = TestPeer.Start(_chain, "node0", settings: patient);
        using NodeTlsIdentity shortLived = _chain.Identity("node1", TestChain.NewKey(), validityDays: 1);
        await using RawPeer raw = await RawPeer.GreetAsync(node.Network.LocalEndpoint, shortLived);
        Assert.Equal(shortLived.Id, await node.Node.ConnectedAsync());

        time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));

        Assert.Equal(RefusalCode.Expired, (await raw.RefusalAsync()).Code);
    }

    [Fact]
    public async Task A_node_warns_before_its_own_certificate_ends()
    {
        await using TestPeer node = new TestPeer(_chain.Identity("node0", TestChain.NewKey(), validityDays: 20)).Started();

        Assert.Contains("in 19 days", await node.Log.LineWithAsync("4030"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named_at_start()
    {
        await using var one = TestPeer.Start(_chain, "node0");
        var settings = new TestPeerSettings { Port = one.Network.LocalEndpoint.Port };
        await using var two = new TestPeer(_chain.Identity("node1", TestChain.NewKey()), settings);

        IOException error = Assert.Throws<IOException>(() => two.Started());
        Assert.Contains($"127.0.0.1:{settings.Port}", error.Message, StringComparison.Ordinal);
    }

    private static bool AreSettled(TestPeer one, TestPeer two)
    {
        IReadOnlyList<PeerSession> ones = one.Network.Sessions;
        IReadOnlyList<PeerSession> twos = two.Network.Sessions;
        if (ones.Count != 1 || twos.Count != 1)
        {
            return false;
        }

        bool oneDialed = ones[0].Endpoint == two.Network.LocalEndpoint.ToString();
        bool twoDialed = twos[0].Endpoint == one.Network.LocalEndpoint.ToString();
        return oneDialed != twoDialed;
    }
}
