using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Ledger.Domain.Primitives;
using Ledger.Network.Sessions;
using Ledger.Network.Wire;

namespace Ledger.Network.Tests.Kit;

/// <summary>A peer with a good certificate that may write any bytes it likes.</summary>
[SuppressMessage(
    "Security", "CA5359:Do not disable certificate validation", Justification = "It plays a peer that minds nothing.")]
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly Link _link;

    private RawPeer(SslStream stream, Link link)
    {
        Stream = stream;
        _link = link;
    }

    public SslStream Stream { get; }

    public static async Task<Socket> ConnectAsync(IPEndPoint endpoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Connects with TLS; without a certificate it shows no certificate.</summary>
    public static async Task<RawPeer> SecureAsync(
        IPEndPoint endpoint, SslStreamCertificateContext? certificate, SslProtocols protocols = SslProtocols.Tls13)
    {
        Socket socket = await ConnectAsync(endpoint);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            ClientCertificateContext = certificate,
            EnabledSslProtocols = protocols,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        };
        await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        return new RawPeer(stream, new Link(socket, stream, TimeProvider.System));
    }

    /// <summary>Connects and greets, so that the next bytes are read as a session's.</summary>
    public static async Task<RawPeer> GreetAsync(IPEndPoint endpoint, NodeTlsIdentity identity, Hash256? chain = null)
    {
        RawPeer peer = await SecureAsync(endpoint, identity.Context);
        var hello = new Hello(Hello.CurrentVersion, chain ?? TestChain.Genesis, UInt128.One, "raw");
        await peer.SendAsync(FrameKind.Hello, hello.Encode());
        Assert.Equal(FrameKind.Hello, (await peer.ReceiveAsync()).Frame.Kind);
        await peer.SendAsync(FrameKind.Welcome, []);
        Assert.Equal(FrameKind.Welcome, (await peer.ReceiveAsync()).Frame.Kind);
        await peer.SendAsync(FrameKind.GroupOpened, TestChain.Genesis.Bytes.ToArray());
        return peer;
    }

    public async Task SendAsync(FrameKind kind, byte[] payload, ushort group = 1)
    {
        await _link.WriteAsync(new OutgoingFrame(kind, group, payload), TestContext.Current.CancellationToken);
        await _link.FlushAsync(TestContext.Current.CancellationToken);
    }

    public async Task SendBytesAsync(byte[] bytes)
    {
        await Stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        await Stream.FlushAsync(TestContext.Current.CancellationToken);
    }

    public Task<FrameRead> ReceiveAsync() => _link
        .ReadAsync(FrameHeader.BodyBytesMax, TestContext.Current.CancellationToken).AsTask().InTimeAsync("a frame");

    /// <summary>The sentence with which the other end closes.</summary>
    public async Task<Refusal> RefusalAsync()
    {
        while (true)
        {
            FrameRead read = await ReceiveAsync();
            Assert.True(read.HasFrame, "The connection ended without a word.");
            if (read.Frame.Kind == FrameKind.Refusal)
            {
                Assert.True(Refusal.TryDecode(read.Frame.Payload, out Refusal? refusal));
                return refusal;
            }
        }
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
