using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto;
using Ledger.Crypto.Certificates;
using Ledger.Crypto.Signatures;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>Strangers talk to the port where peers talk to each other.</summary>
public sealed class PeerPortTests(FourNodes chain) : ChainTest(chain)
{
    private const int Seed = 4;

    private static readonly TimeSpan RefusedWithin = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task Bytes_that_are_no_TLS_end_the_connection_and_nothing_else(int count)
    {
        byte[] garbage = new byte[count];
        new Random(Seed).NextBytes(garbage);
        garbage[0] = 0x7f; // Not the first byte of a TLS record.
        using TcpClient client = await ConnectAsync();

        await AssertClosedAsync(client.GetStream(), garbage);

        await AssertChainWorksAsync();
    }

    [Fact]
    public async Task An_HTTP_request_ends_the_connection_and_nothing_else()
    {
        using TcpClient client = await ConnectAsync();

        await AssertClosedAsync(client.GetStream(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());

        await AssertChainWorksAsync();
    }

    [Fact]
    public async Task A_client_without_a_certificate_gets_no_session()
    {
        await AssertRefusedAsync(certificate: null);
        await AssertChainWorksAsync();
    }

    [Fact]
    public async Task A_certificate_of_another_chain_gets_no_session()
    {
        using var foreign = CertificateAuthority.Create("another chain");
        using X509Certificate2 certificate = Issue(foreign);

        await AssertRefusedAsync(certificate);
        await AssertChainWorksAsync();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(4_096)]
    [InlineData(20_000_000)]
    public async Task A_node_that_is_no_member_and_sends_garbage_frames_is_cut_off(int count)
    {
        using var authority = CertificateAuthority.Load(
            Path.Combine(Chain.Folder.AuthorityFolder, "ca.crt"), Path.Combine(Chain.Folder.AuthorityFolder, "ca.key"));
        using X509Certificate2 certificate = Issue(authority);
        // All ones: as a length it is far beyond every limit.
        byte[] garbage = Enumerable.Repeat((byte)0xff, count).ToArray();

        await AssertRefusedAsync(certificate, garbage);
        await AssertChainWorksAsync();
    }

    private static X509Certificate2 Issue(CertificateAuthority authority)
    {
        IssuedCertificate issued = authority.IssueNode(
            "stranger", Secp256k1Signer.Generate(), CryptoSuites.Secp256k1, ["127.0.0.1"]);
        return X509Certificate2.CreateFromPem(issued.CertificatePem, issued.KeyPem);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Chain.Chain.Nodes[0].PeerPort, Cancellation);
        return client;
    }

    /// <summary>In TLS 1.3 the client may finish before the server refuses, so the refusal may come with the first read.</summary>
    private async Task AssertRefusedAsync(X509Certificate2? certificate, byte[]? bytes = null)
    {
        using TcpClient client = await ConnectAsync();
        await using var stream = new SslStream(
            client.GetStream(), false, (_, server, _, _) => server?.Issuer == $"CN=Ledger chain {Chain.Chain.ChainId}");
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            EnabledSslProtocols = SslProtocols.Tls13,
            ClientCertificates = certificate is null ? [] : [certificate],
        };
        try
        {
            await stream.AuthenticateAsClientAsync(options, Cancellation);
        }
        catch (Exception refusal) when (refusal is AuthenticationException or IOException)
        {
            return;
        }

        await AssertClosedAsync(stream, bytes ?? [0, 0, 0, 0]);
    }

    private static async Task AssertClosedAsync(Stream stream, byte[] bytes)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(RefusedWithin);
        byte[] buffer = new byte[4096];
        try
        {
            await stream.WriteAsync(bytes, deadline.Token);
            while (await stream.ReadAsync(buffer, deadline.Token) > 0)
            {
                // Whatever it says, it must end.
            }
        }
        catch (IOException)
        {
            // Reset: closed too.
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail($"The node still listens to a stranger after {RefusedWithin.TotalSeconds:0} s.");
        }
    }

    private async Task AssertChainWorksAsync()
    {
        bool[] ready = await Task.WhenAll(Chain.Nodes.Select(node => node.IsReadyAsync(Cancellation)));
        Assert.All(ready, Assert.True);
        Assert.All(Chain.Processes, process => Assert.NotNull(process.FindRunning()));
    }
}
