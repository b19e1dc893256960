using System.Net;
using Ledger.Domain.Primitives;
using Ledger.Network.Groups;
using Ledger.Network.Sessions;
using Ledger.Network.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Network.Tests.Sessions;

/// <summary>Which of two links between the same two nodes stays, asked on both ends.</summary>
public sealed class SessionRegistryTests : IDisposable
{
    private readonly NetworkMeter _meter = new();
    private readonly NodeId _small = Id(1);
    private readonly NodeId _large = Id(2);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void Of_two_links_made_at_once_both_ends_keep_the_one_that_the_smaller_id_dialed()
    {
        foreach (bool isSmallFirst in new[] { true, false })
        {
            Assert.True(Survivor(self: _small, peer: _large, firstDialedByUs: isSmallFirst));
            Assert.False(Survivor(self: _large, peer: _small, firstDialedByUs: isSmallFirst));
        }
    }

    [Fact]
    public void A_new_process_of_the_peer_always_takes_the_place_of_the_old_one()
    {
        var registry = new SessionRegistry(_large);
        Session old = NewSession(_small, isDialedByUs: false, instance: 1);
        Session fresh = NewSession(_small, isDialedByUs: true, instance: 2);
        Assert.True(registry.TryAdmit(old, out _));

        Assert.True(registry.TryAdmit(fresh, out Session? replaced));
        Assert.Same(old, replaced);
    }

    [Fact]
    public void A_peer_that_dials_again_has_given_up_its_first_link()
    {
        var registry = new SessionRegistry(_small);
        Session old = NewSession(_large, isDialedByUs: false, instance: 1);
        Assert.True(registry.TryAdmit(old, out _));

        Assert.True(registry.TryAdmit(NewSession(_large, isDialedByUs: false, instance: 1), out Session? replaced));
        Assert.Same(old, replaced);
        registry.Remove(old);
        Assert.True(registry.TryGet(_large, out _));
        Assert.False(registry.TryGoLive(old));
    }

    [Fact]
    public void Only_a_live_session_carries_messages()
    {
        var registry = new SessionRegistry(_small);
        Session session = NewSession(_large, isDialedByUs: true, instance: 1);
        Assert.True(registry.TryAdmit(session, out _));
        Assert.False(registry.TryGetLive(_large, out _));

        Assert.True(registry.TryGoLive(session));
        Assert.True(registry.TryGetLive(_large, out Session? live));
        Assert.Same(session, live);
        registry.Remove(session);
        Assert.Empty(registry.Live);
        Assert.False(registry.TryGet(_large, out _));
    }

    /// <summary>Whether the link that is left was dialed by <paramref name="self"/>.</summary>
    private bool Survivor(NodeId self, NodeId peer, bool firstDialedByUs)
    {
        var registry = new SessionRegistry(self);
        Assert.True(registry.TryAdmit(NewSession(peer, firstDialedByUs, instance: 1), out _));
        registry.TryAdmit(NewSession(peer, !firstDialedByUs, instance: 1), out _);
        Assert.True(registry.TryGet(peer, out Session? left));
        return left.Facts.DialedByUs;
    }

    /// <summary>A session that never runs, and so needs no link.</summary>
    private Session NewSession(NodeId peer, bool isDialedByUs, UInt128 instance)
    {
        var identity = new PeerIdentity(peer, "peer", DateTimeOffset.MaxValue);
        var facts = new SessionFacts(
            identity, instance, new IPEndPoint(IPAddress.Loopback, 1), isDialedByUs, DateTimeOffset.UnixEpoch);
        var scope = new NetworkScope(
            default,
            new PeerLimits(),
            new RecordingHandler(),
            new GroupRouter(new TaskGroup(_ => { })),
            TimeProvider.System,
            _meter,
            NullLogger.Instance);
        return new Session(facts, null!, scope);
    }

    private static NodeId Id(byte first)
    {
        byte[] bytes = new byte[NodeId.SizeBytes];
        bytes[0] = first;
        return new NodeId(bytes);
    }
}
