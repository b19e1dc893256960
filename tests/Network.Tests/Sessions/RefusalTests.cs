using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto.Certificates;
using Ledger.Crypto.Signatures;
using Ledger.Network.Sessions;
using Ledger.Network.Tests.Kit;
using Ledger.Network.Wire;
using Ledger.Testing;

namespace Ledger.Network.Tests.Sessions;

/// <summary>Whoever may not come in is told why, and the sentence stands in both logs.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TestChain _chain = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public async Task A_certificate_of_another_authority_is_named_on_both_ends()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        await using TestPeer foreign = new TestPeer(_chain.ForeignIdentity("node9", TestChain.NewKey())).Started();
        foreign.Dial(node);

        await AssertBothSayAsync(node, foreign, "certificate 'node9' was issued by 'Foreign CA'");
    }

    [Fact]
    public async Task A_dialer_refuses_a_listener_of_another_authority_and_tells_it()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        await using TestPeer foreign = new TestPeer(_chain.ForeignIdentity("node9", TestChain.NewKey())).Started();
        node.Dial(foreign);

        await AssertBothSayAsync(node, foreign, "certificate 'node9' was issued by 'Foreign CA'");
    }

    [Theory]
    [InlineData(2, "certificate 'node9' expired at")]
    [InlineData(-2, "certificate 'node9' is valid from")]
    public async Task A_certificate_out_of_its_time_is_named_on_both_ends(int daysLater, string sentence)
    {
        await using var node = TestPeer.Start(_chain, "node0", settings: new TestPeerSettings
        {
            Time = new ManualTimeProvider(DateTimeOffset.UtcNow.AddDays(daysLater)),
        });
        await using TestPeer other = new TestPeer(_chain.Identity("node9", TestChain.NewKey(), validityDays: 1)).Started();
        other.Dial(node);

        // A clock that is behind finds the whole chain too young; what is said first is about the peer itself.
        await AssertBothSayAsync(node, other, sentence);
    }

    [Fact]
    public async Task A_node_that_is_no_member_is_named_on_both_ends()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        Secp256k1Signer key = TestChain.NewKey();
        node.Node.Strangers[key.Id] = true;
        await using var stranger = TestPeer.Start(_chain, "node9", key);
        stranger.Dial(node);

        await AssertBothSayAsync(node, stranger, $"node 'node9' ({key.Id}) is not a member of any group of the other end");
    }

    [Fact]
    public async Task A_node_of_another_chain_is_named_on_both_ends()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        await using var other = TestPeer.Start(_chain, "node9", settings: new TestPeerSettings
        {
            Chain = TestChain.Suite.Hash.Hash("another chain"u8),
        });
        other.Dial(node);

        await node.Log.LineWithAsync("is of another chain");
        await other.Log.LineWithAsync("is of another chain");
        Assert.Empty(node.Network.Sessions);
    }

    [Fact]
    public async Task A_peer_of_another_protocol_version_is_told_both_versions()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        using NodeTlsIdentity identity = _chain.Identity("node9", TestChain.NewKey());
        await using RawPeer raw = await RawPeer.SecureAsync(node.Network.LocalEndpoint, identity.Context);

        // A later version may say more than this one knows.
        byte[] hello = new Hello(3, TestChain.Genesis, 1, "later").Encode();
        await raw.SendAsync(FrameKind.Hello, [.. hello, .. new byte[200]]);

        Refusal refusal = await raw.RefusalAsync();
        Assert.Equal(RefusalCode.ProtocolVersion, refusal.Code);
        Assert.Contains("speaks version 3 of the peer protocol and the other end version 2", refusal.Sentence, StringComparison.Ordinal);
    }

    /// <summary>The authority made this certificate, with the identity of a node that never agreed to it.</summary>
    [Fact]
    public async Task A_stolen_node_id_is_refused_though_the_authority_signed_it()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        using X509Certificate2 forged = Forge(_chain.Authority, TestChain.NewKey());
        await using RawPeer raw = await RawPeer.SecureAsync(
            node.Network.LocalEndpoint, SslStreamCertificateContext.Create(forged, null, offline: true));

        Refusal refusal = await raw.RefusalAsync();
        Assert.Equal(RefusalCode.IdentityBinding, refusal.Code);
        Assert.Contains("did not sign its key", refusal.Sentence, StringComparison.Ordinal);
        await node.Log.LineWithAsync("did not sign its key");
        Assert.Empty(node.Network.Sessions);
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_told_so()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        await using RawPeer raw = await RawPeer.SecureAsync(node.Network.LocalEndpoint, certificate: null);

        Assert.Equal(RefusalCode.NoCertificate, (await raw.RefusalAsync()).Code);
        await node.Log.LineWithAsync("showed no certificate");
    }

    [Fact]
    public async Task Only_TLS_1_3_is_spoken()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        using NodeTlsIdentity identity = _chain.Identity("node9", TestChain.NewKey());

        Exception refused = await Assert.ThrowsAnyAsync<Exception>(
            () => RawPeer.SecureAsync(node.Network.LocalEndpoint, identity.Context, SslProtocols.Tls12));
        Assert.True(refused is AuthenticationException or IOException, refused.ToString());
        await node.Log.LineWithAsync("the other end does not speak TLS 1.3");
    }

    [Fact]
    public async Task Garbage_instead_of_TLS_costs_one_line_and_harms_nobody()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        for (int seed = 0; seed < 20; seed++)
        {
            using Socket socket = await RawPeer.ConnectAsync(node.Network.LocalEndpoint);
            byte[] garbage = new byte[1000];
            new Random(seed).NextBytes(garbage);
            await socket.SendAsync(garbage, TestContext.Current.CancellationToken);
        }

        using Socket http = await RawPeer.ConnectAsync(node.Network.LocalEndpoint);
        await http.SendAsync("GET / HTTP/1.1\r\nHost: node\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await node.Log.LineWithAsync("the other end does not speak TLS");

        await using var honest = TestPeer.Start(_chain, "node1");
        await honest.JoinAsync(node);
    }

    [Fact]
    public async Task A_node_that_dials_itself_notices_and_stops()
    {
        await using var node = TestPeer.Start(_chain, "node0");
        node.Dial(node);

        await node.Log.LineWithAsync("is this node itself and is not dialed again");
        Assert.Empty(node.Network.Sessions);
    }

    [Fact]
    public async Task One_key_in_two_processes_is_a_critical_finding_of_both()
    {
        Secp256k1Signer key = TestChain.NewKey();
        await using var one = TestPeer.Start(_chain, "node0", key);
        await using var twin = TestPeer.Start(_chain, "node0", key);
        twin.Dial(one);

        await one.Log.LineWithAsync("4014 A second process");
        await twin.Log.LineWithAsync("4014 A second process");
        Assert.Empty(one.Network.Sessions);
    }

    /// <summary>The system's limit on open files must not be a stranger's to use up.</summary>
    [Fact]
    public async Task Idle_strangers_are_few_and_do_not_stay()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var settings = new TestPeerSettings
        {
            Time = time,
            Limits = new PeerLimits { UnknownConnectionsPerAddressMax = 2 },
        };
        await using var node = TestPeer.Start(_chain, "node0", settings: settings);
        using NodeTlsIdentity identity = _chain.Identity("node9", TestChain.NewKey());
        await using RawPeer first = await RawPeer.SecureAsync(node.Network.LocalEndpoint, identity.Context);
        await using RawPeer second = await RawPeer.SecureAsync(node.Network.LocalEndpoint, identity.Context);
        Assert.Equal(FrameKind.Hello, (await first.ReceiveAsync()).Frame.Kind);
        Assert.Equal(FrameKind.Hello, (await second.ReceiveAsync()).Frame.Kind);

        using Socket third = await RawPeer.ConnectAsync(node.Network.LocalEndpoint);
        Assert.Equal(0, await third.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));

        time.Advance(settings.Limits.HandshakeTimeout);
        await AssertClosedAsync(first);
        await AssertClosedAsync(second);
    }

    private static async Task AssertClosedAsync(RawPeer peer)
    {
        try
        {
            Assert.True((await peer.ReceiveAsync()).Ended);
        }
        catch (Exception error) when (Link.IsBroken(error))
        {
            // Cut without TLS's goodbye: closed all the same.
        }
    }

    private static async Task AssertBothSayAsync(TestPeer one, TestPeer other, string sentence)
    {
        await one.Log.LineWithAsync(sentence);
        await other.Log.LineWithAsync(sentence);
        Assert.Empty(one.Network.Sessions);
        Assert.Empty(other.Network.Sessions);
    }

    private static X509Certificate2 Forge(CertificateAuthority authority, Secp256k1Signer victim)
    {
        string folder = Directory.CreateTempSubdirectory("ledger-forge").FullName;
        try
        {
            authority.Save(Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
            using var issuer = X509Certificate2.CreateFromPemFile(
                Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
            using var honest = X509Certificate2.CreateFromPem(
                authority.IssueNode("victim", victim, TestChain.Suite, []).CertificatePem);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=forged", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(
                honest.Extensions.Single(one => one.Oid?.Value == NodeCertificate.IdentityOid));
            using X509Certificate2 issued = request.Create(
                issuer, honest.NotBefore, honest.NotAfter, [1, 2, 3, 4]);
            return issued.CopyWithPrivateKey(key);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
