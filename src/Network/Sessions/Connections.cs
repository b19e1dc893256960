using System.Net;
using System.Net.Sockets;
using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>Takes a connection, dialed or accepted, through its whole life: handshake, admission, session, end.</summary>
internal sealed class Connections(
    Handshake handshake, SessionRegistry registry, PeerBans bans, NetworkScope scope)
{
    /// <summary>Runs a connection to its end and closes it.</summary>
    /// <param name="socket">The connection; owned from here on.</param>
    /// <param name="dialed">The address that was dialed, or <see langword="null"/> when the peer dialed.</param>
    /// <param name="place">The place that an unknown peer takes up until it is known.</param>
    /// <param name="stopping">Fires when the node stops.</param>
    public async Task<ConnectionOutcome> RunAsync(
        Socket socket, PeerAddress? dialed, IDisposable? place, CancellationToken stopping)
    {
        using IDisposable? unknown = place;
        using var patience = new CancellationTokenSource(scope.Limits.HandshakeTimeout, scope.Time);
        using var greeting = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        EndPoint endpoint = RemoteEndpoint.Of(socket);
        HandshakeResult result = await handshake.RunAsync(socket, dialed, greeting.Token);
        if (result is not HandshakeResult.Opened opened)
        {
            return Report(result, endpoint, isDialed: dialed is not null);
        }

        var facts = new SessionFacts(
            opened.Peer, opened.Hello.Instance, endpoint, dialed is not null, scope.Time.GetUtcNow());
        await using var session = new Session(facts, opened.Link, scope);
        if (!registry.TryAdmit(session, out Session? replaced))
        {
            await opened.Link.RefuseAsync(Duplicate(facts), scope.Limits.FarewellMax, greeting.Token);
            return new ConnectionOutcome(facts.Id, WasLive: false, RefusalCode.DuplicateLink, "another link stays");
        }

        Replace(replaced, session);
        try
        {
            return await LiveAsync(session, opened, replaced, new Greeting(unknown, greeting.Token, stopping));
        }
        finally
        {
            registry.Remove(session);
            session.Close(SessionEnd.ByPeer("the session did not come up"));
            session.MarkOver();
        }
    }

    private async Task<ConnectionOutcome> LiveAsync(
        Session session, HandshakeResult.Opened opened, Session? replaced, Greeting greeting)
    {
        using CancellationTokenRegistration ending = greeting.Stopping.Register(
            () => session.Close(SessionEnd.ByUs(new Refusal(RefusalCode.Stopping, "the node stops"))));
        if (await WelcomeAsync(session, opened.Link, greeting.Patience) is ConnectionOutcome failed)
        {
            return failed;
        }

        greeting.Place?.Dispose();
        if (replaced is not null)
        {
            // The node must hear the end of the old session before the start of the new one.
            await replaced.Over;
        }

        return registry.TryGoLive(session)
            ? await CarryAsync(session, opened.Hello)
            : new ConnectionOutcome(session.Facts.Id, WasLive: false, RefusalCode.DuplicateLink, "another link took over");
    }

    private async Task<ConnectionOutcome> CarryAsync(Session session, Hello hello)
    {
        SessionFacts facts = session.Facts;
        scope.Logger.SessionUp(facts.Peer.Name, facts.Endpoint, facts.DialedByUs, hello.Software, facts.Id);
        scope.Meter.SessionUp();
        scope.Groups.OnLive(session);
        var end = SessionEnd.ByPeer("the node failed");
        try
        {
            end = await session.RunAsync();
        }
        finally
        {
            registry.Remove(session);
            scope.Meter.SessionDown();
            scope.Logger.SessionDown(facts.Peer.Name, facts.Endpoint, end.Sentence, facts.Id);
            CountBreach(facts, end);
            await scope.Groups.OnOverAsync(session);
        }

        return new ConnectionOutcome(facts.Id, WasLive: true, end.LastWords?.Code, end.Sentence);
    }

    /// <summary>Each end says welcome only when it has taken the other's hello and this link, and goes live on the other's.</summary>
    private async Task<ConnectionOutcome?> WelcomeAsync(Session session, Link link, CancellationToken patience)
    {
        SessionFacts facts = session.Facts;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience, session.Closing);
            await link.WriteAsync(new OutgoingFrame(FrameKind.Welcome, groupId: 0, default), either.Token);
            await link.FlushAsync(either.Token);
            FrameRead read = await link.ReadAsync(FrameHeader.HandshakeBodyBytesMax, either.Token);
            if (read.HasFrame && read.Frame.Kind == FrameKind.Welcome)
            {
                return null;
            }

            HandshakeResult result = read.HasFrame && read.Frame.Kind == FrameKind.Refusal
                && Refusal.TryDecode(read.Frame.Payload, out Refusal? refusal)
                ? new HandshakeResult.RefusedByPeer(facts.Peer, refusal)
                : new HandshakeResult.Failed($"node '{facts.Peer.Name}' closed before it said welcome");
            return Report(result, facts.Endpoint, facts.DialedByUs);
        }
        catch (Exception error) when (Link.IsBroken(error))
        {
            return new ConnectionOutcome(facts.Id, WasLive: false, null, $"the connection broke: {error.Message}");
        }
    }

    private void Replace(Session? old, Session fresh)
    {
        if (old is null)
        {
            return;
        }

        SessionFacts facts = fresh.Facts;
        if (old.Facts.Instance != facts.Instance
            && scope.Time.GetElapsedTime(old.LastReceived) < scope.Limits.PingAfter)
        {
            scope.Logger.OtherProcess(facts.Peer.Name, facts.Endpoint, old.Facts.Endpoint, facts.Id);
        }

        old.Close(SessionEnd.ByUs(Duplicate(facts)));
    }

    private void CountBreach(SessionFacts facts, SessionEnd end)
    {
        if (!end.IsBreach)
        {
            return;
        }

        scope.Meter.Breach();
        scope.Logger.Banned(facts.Peer.Name, bans.Count(facts.Id).TotalSeconds, end.Sentence, facts.Id);
    }

    private ConnectionOutcome Report(HandshakeResult result, EndPoint endpoint, bool isDialed)
    {
        ConnectionOutcome outcome = result switch
        {
            HandshakeResult.Refused refused =>
                new(refused.Peer?.Id, WasLive: false, refused.Refusal.Code, $"refused here: {refused.Refusal.Sentence}"),
            HandshakeResult.RefusedByPeer refused =>
                new(refused.Peer.Id, WasLive: false, refused.Refusal.Code, $"refused by the other end: {refused.Refusal.Sentence}"),
            HandshakeResult.Failed failed => new(null, WasLive: false, null, failed.Sentence),
            _ => throw new ArgumentException("The handshake opened.", nameof(result)),
        };
        if (result is HandshakeResult.RefusedByPeer { Refusal.Code: RefusalCode.NotMember } stranger)
        {
            registry.NoteRefusing(stranger.Peer.Id);
        }

        scope.Meter.Refused(outcome.Refusal?.ToString() ?? "Failed");
        if (outcome.Refusal == RefusalCode.IdentityTwice)
        {
            scope.Logger.IdentityTwice(endpoint, outcome.Sentence);
        }
        else if (!isDialed && outcome.Refusal is not (RefusalCode.SelfConnection or RefusalCode.DuplicateLink))
        {
            // What a dialer met is logged by the dialer, which knows whether it met the same before.
            scope.Logger.NotAccepted(endpoint, outcome.Sentence);
        }

        return outcome;
    }

    private static Refusal Duplicate(SessionFacts facts) =>
        new(RefusalCode.DuplicateLink, $"another link with node '{facts.Peer.Name}' takes this one's place");

    private sealed record Greeting(IDisposable? Place, CancellationToken Patience, CancellationToken Stopping);
}
