using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>
/// Greets a peer: TLS, the verdict on its certificate, its membership, then one hello each way. Whoever finds a fault says so
/// in one frame before it closes, so both logs hold the same sentence.
/// </summary>
internal sealed class Handshake(PeerTls tls, Hello own, PeerBans bans, NetworkScope scope)
{
    /// <summary>The sentence for a node that has no place in any group of the other.</summary>
    public static Refusal NotMember(PeerIdentity peer) => new(
        RefusalCode.NotMember,
        $"node '{peer.Name}' ({peer.Id}) is not a member of any group of the other end: a group must name it first");

    /// <summary>Runs the whole greeting on a fresh connection, which it closes unless it opens.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="dialed">The address that was dialed, or <see langword="null"/> when the peer dialed.</param>
    /// <param name="cancellation">Ends when the handshake has taken too long.</param>
    public async Task<HandshakeResult> RunAsync(Socket socket, PeerAddress? dialed, CancellationToken cancellation)
    {
        Link? link = null;
        HandshakeResult? result = null;
        try
        {
            (SslStream stream, PeerVerdict verdict) = await SecureAsync(socket, dialed, cancellation);
            link = new Link(socket, stream, scope.Time);
            result = await GreetAsync(link, verdict, cancellation);
            return result;
        }
        catch (Exception error) when (error is AuthenticationException || Link.IsBroken(error))
        {
            return new HandshakeResult.Failed(link is null
                ? TlsFailure.Explain(error)
                : $"the other end closed before it said hello: {error.Message}");
        }
        finally
        {
            if (result is not HandshakeResult.Opened)
            {
                await CloseAsync(socket, link);
            }
        }
    }

    private async Task<(SslStream Stream, PeerVerdict Verdict)> SecureAsync(
        Socket socket, PeerAddress? dialed, CancellationToken cancellation)
    {
        // Frames are gathered by the writer already; waiting for more would only delay votes.
        socket.NoDelay = true;
        var stream = new NetworkStream(socket, ownsSocket: true);
        return dialed is null
            ? await tls.AcceptAsync(stream, cancellation)
            : await tls.DialAsync(stream, dialed.Host, cancellation);
    }

    private async Task<HandshakeResult> GreetAsync(Link link, PeerVerdict verdict, CancellationToken cancellation)
    {
        if (verdict is not PeerVerdict.Trusted { Identity: PeerIdentity peer })
        {
            return await RefuseAsync(link, null, ((PeerVerdict.Distrusted)verdict).Refusal, cancellation);
        }

        if (JudgeMembership(peer) is Refusal stranger)
        {
            return await RefuseAsync(link, peer, stranger, cancellation);
        }

        await link.WriteAsync(new OutgoingFrame(FrameKind.Hello, groupId: 0, own.Encode()), cancellation);
        await link.FlushAsync(cancellation);
        FrameRead read = await link.ReadAsync(FrameHeader.HandshakeBodyBytesMax, cancellation);
        if (read.Ended)
        {
            return new HandshakeResult.Failed("the other end closed before it said hello");
        }

        if (read.HasFrame && read.Frame.Kind == FrameKind.Refusal
            && Refusal.TryDecode(read.Frame.Payload, out Refusal? refusal))
        {
            return new HandshakeResult.RefusedByPeer(peer, refusal);
        }

        return TryTakeHello(read, peer, out Hello? hello, out Refusal? fault)
            ? new HandshakeResult.Opened(link, peer, hello)
            : await RefuseAsync(link, peer, fault, cancellation);
    }

    private Refusal? JudgeMembership(PeerIdentity peer)
    {
        if (peer.Id == scope.Self)
        {
            // Whether it is this very process is known only after its hello.
            return null;
        }

        if (!scope.Admission.MayConnect(peer.Id))
        {
            return NotMember(peer);
        }

        return bans.IsBanned(peer.Id, out DateTimeOffset? until)
            ? new Refusal(
                RefusalCode.Banned,
                $"node '{peer.Name}' broke the protocol and may come back at {until.Value.UtcDateTime:u}")
            : null;
    }

    private bool TryTakeHello(
        in FrameRead read,
        PeerIdentity peer,
        [NotNullWhen(true)] out Hello? hello,
        [NotNullWhen(false)] out Refusal? fault)
    {
        hello = null;
        if (!read.HasFrame || read.Frame.Kind != FrameKind.Hello
            || !Hello.TryReadVersion(read.Frame.Payload, out ushort version))
        {
            fault = new Refusal(RefusalCode.ProtocolViolation, $"node '{peer.Name}' did not begin with a hello");
            return false;
        }

        if (version != own.ProtocolVersion)
        {
            fault = new Refusal(
                RefusalCode.ProtocolVersion,
                $"node '{peer.Name}' speaks version {version} of the peer protocol and the other end version "
                + $"{own.ProtocolVersion}: run the same release on both");
            return false;
        }

        if (!Hello.TryDecode(read.Frame.Payload, out hello))
        {
            fault = new Refusal(RefusalCode.ProtocolViolation, $"the hello of node '{peer.Name}' cannot be read");
            return false;
        }

        fault = JudgeHello(hello, peer);
        return fault is null;
    }

    private Refusal? JudgeHello(Hello hello, PeerIdentity peer)
    {
        if (hello.Chain != own.Chain)
        {
            return new Refusal(
                RefusalCode.OtherChain,
                $"node '{peer.Name}' is of another chain ({hello.Chain}) than the other end ({own.Chain}): "
                + "compare genesis.json on both");
        }

        if (peer.Id != scope.Self)
        {
            return null;
        }

        return hello.Instance == own.Instance
            ? new Refusal(RefusalCode.SelfConnection, $"node '{peer.Name}' dialed itself")
            : new Refusal(
                RefusalCode.IdentityTwice,
                $"two processes run with the key of node '{peer.Name}': stop one of them, for a node that votes "
                + "twice can break the chain");
    }

    private async Task<HandshakeResult> RefuseAsync(
        Link link, PeerIdentity? peer, Refusal refusal, CancellationToken cancellation)
    {
        await link.RefuseAsync(refusal, scope.Limits.FarewellMax, cancellation);
        return new HandshakeResult.Refused(peer, refusal);
    }

    private static async Task CloseAsync(Socket socket, Link? link)
    {
        if (link is not null)
        {
            await link.DisposeAsync();
        }

        socket.Dispose();
    }
}
