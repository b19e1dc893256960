using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ledger.Cli.Layout;
using Ledger.Crypto;
using Ledger.Domain.Primitives;

namespace Ledger.EndToEnd.Kit.Hostile;

/// <summary>A member of the group that says what it likes: it has a node's certificate and speaks the protocol as the tests know it.</summary>
[SuppressMessage(
    "Security", "CA5359:Do not disable certificate validation", Justification = "It plays a peer that minds nothing.")]
internal sealed class HostilePeer : IAsyncDisposable
{
    private const ushort ProtocolVersion = 2;

    private static readonly TimeSpan ConnectedWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ClosedWithin = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly X509Certificate2 _certificate;
    private readonly SemaphoreSlim _turn = new(1);
    private SslStream? _stream;

    private HostilePeer(Socket socket, X509Certificate2 certificate)
    {
        _socket = socket;
        _certificate = certificate;
    }

    private SslStream Stream => _stream ??= new SslStream(new NetworkStream(_socket, ownsSocket: true));

    /// <summary>Connects in the name of a node that does not run, as soon as the victim lets it.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="name">The node whose name it bears.</param>
    /// <param name="victim">The node that it speaks to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<HostilePeer> ConnectAsync(
        FaultyNodes chain, int name, int victim, CancellationToken cancellation)
    {
        HostilePeer? peer = null;
        await Eventually.HoldsAsync(
            $"node{victim} lets node{name} in",
            ConnectedWithin,
            async token => (peer = await TryConnectAsync(chain, chain.Chain.Nodes[name], chain.Chain.Nodes[victim], token)) is not null,
            cancellation);
        return peer!;
    }

    /// <summary>Says a frame.</summary>
    public Task SendAsync(WireFrame frame, CancellationToken cancellation) => SendAsync(frame.Encode(), cancellation);

    /// <summary>Says any bytes.</summary>
    /// <returns>Whether the other end still took them.</returns>
    public async Task<bool> SendAsync(byte[] bytes, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await Stream.WriteAsync(bytes, cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The next frame but pings, which it answers; <see langword="null"/> when the other end has closed.</summary>
    public async Task<WireFrame?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            while (await WireFrame.ReadAsync(Stream, cancellation) is WireFrame frame)
            {
                if (frame.Kind != WireFrame.Ping)
                {
                    return frame;
                }

                await SendAsync(WireFrame.Of(WireFrame.Pong, frame.Body, group: 0), cancellation);
            }

            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Asserts that the other end ends the session.</summary>
    public async Task AssertClosedAsync(string attack, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(ClosedWithin);
        try
        {
            while (await ReceiveAsync(deadline.Token) is not null)
            {
                // Whatever it says, it must end.
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Assert.Fail($"After {attack} the session goes on.");
        }
    }

    /// <summary>Asserts that the other end goes on with the session.</summary>
    public async Task AssertOpenAsync(CancellationToken cancellation)
    {
        await SendAsync(WireFrame.Of(WireFrame.Ping, new byte[sizeof(long)], group: 0), cancellation);
        Assert.NotNull(await FindAsync(WireFrame.Pong, cancellation));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        _socket.Dispose();
        _certificate.Dispose();
        _turn.Dispose();
    }

    private static async Task<HostilePeer?> TryConnectAsync(
        FaultyNodes chain, ChainNode name, ChainNode victim, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var peer = new HostilePeer(
            socket,
            X509Certificate2.CreateFromPemFile(chain.Folder.NodeFile(name, "tls.crt"), chain.Folder.NodeFile(name, "tls.key")));
        try
        {
            await socket.ConnectAsync("127.0.0.1", victim.PeerPort, cancellation);
            if (await peer.GreetAsync(chain, cancellation))
            {
                return peer;
            }
        }
        catch (Exception refusal) when (refusal is IOException or SocketException or AuthenticationException)
        {
            // Not listening yet, or it keeps this name out.
        }

        await peer.DisposeAsync();
        return null;
    }

    private async Task<bool> GreetAsync(FaultyNodes chain, CancellationToken cancellation)
    {
        await Stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "127.0.0.1",
                EnabledSslProtocols = SslProtocols.Tls13,
                ClientCertificates = [_certificate],
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            },
            cancellation);
        await SendAsync(WireFrame.Of(WireFrame.Hello, Hello(chain.Genesis.FiscoChainId), group: 0), cancellation);
        if (await ReceiveAsync(cancellation) is not { Kind: WireFrame.Hello })
        {
            return false;
        }

        await SendAsync(WireFrame.Of(WireFrame.Welcome, [], group: 0), cancellation);
        if (await ReceiveAsync(cancellation) is not { Kind: WireFrame.Welcome })
        {
            return false;
        }

        // Both say that they run the group; before, nothing is heard in it.
        await SendAsync(WireFrame.Of(WireFrame.GroupOpened, chain.GenesisHash.ToArray()), cancellation);
        return await FindAsync(WireFrame.GroupOpened, cancellation) is not null;
    }

    private async Task<WireFrame?> FindAsync(byte kind, CancellationToken cancellation)
    {
        WireFrame? frame;
        do
        {
            frame = await ReceiveAsync(cancellation);
        }
        while (frame is not null && frame.Kind != kind);

        return frame;
    }

    /// <summary>Version (2), chain (32), instance (16), software.</summary>
    private static byte[] Hello(long chainId)
    {
        byte[] version = new byte[sizeof(ushort)];
        Hash256 chain = CryptoSuites.Secp256k1.Hash.Hash(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"ledger chain {chainId}")));
        BinaryPrimitives.WriteUInt16BigEndian(version, ProtocolVersion);
        return [.. version, .. chain.ToArray(), .. Guid.NewGuid().ToByteArray(), .. "hostile/1"u8];
    }
}
