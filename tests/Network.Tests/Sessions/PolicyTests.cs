using System.Net;
using Ledger.Crypto.Certificates;
using Ledger.Crypto.Signatures;
using Ledger.Network.Sessions;
using Ledger.Network.Tests.Kit;
using Ledger.Testing;

namespace Ledger.Network.Tests.Sessions;

public sealed class PolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_breach_keeps_a_peer_out_longer_until_it_behaved_for_long()
    {
        var time = new ManualTimeProvider(Start);
        var limits = new PeerLimits();
        var bans = new PeerBans(limits, time);
        Secp256k1Signer peer = TestChain.NewKey();
        Assert.False(bans.IsBanned(peer.Id, out _));

        foreach (TimeSpan expected in limits.BanDurations.Append(limits.BanDurations[^1]))
        {
            Assert.Equal(expected, bans.Count(peer.Id));
            Assert.True(bans.IsBanned(peer.Id, out DateTimeOffset? until));
            Assert.Equal(time.GetUtcNow() + expected, until);
            time.Advance(expected);
            Assert.False(bans.IsBanned(peer.Id, out _));
        }

        time.Advance(limits.BreachesForgottenAfter);
        Assert.Equal(limits.BanDurations[0], bans.Count(peer.Id));
    }

    [Fact]
    public void Pauses_double_to_their_limit_and_are_never_all_alike()
    {
        var min = TimeSpan.FromSeconds(1);
        var max = TimeSpan.FromSeconds(10);
        var backoff = new Backoff(min, max);
        foreach (double whole in new[] { 1.0, 2, 4, 8, 10, 10 })
        {
            Assert.InRange(backoff.Next().TotalSeconds, whole / 2, whole);
        }

        backoff.Reset();
        Assert.InRange(backoff.Next(), min / 2, min);
        Assert.True(Enumerable.Range(0, 100).Select(_ => backoff.Next()).Distinct().Count() > 1);
    }

    [Fact]
    public void Unknown_connections_are_counted_in_all_and_by_address()
    {
        var unknown = new UnknownConnections(
            new PeerLimits { UnknownConnectionsMax = 3, UnknownConnectionsPerAddressMax = 2 });
        var here = IPAddress.Parse("10.0.0.1");
        UnknownConnections.Place? first = unknown.TryEnter(here);
        Assert.NotNull(first);
        Assert.NotNull(unknown.TryEnter(here));
        Assert.Null(unknown.TryEnter(here));
        Assert.NotNull(unknown.TryEnter(IPAddress.Parse("10.0.0.2")));
        Assert.Null(unknown.TryEnter(IPAddress.Parse("10.0.0.3")));

        first.Dispose();
        first.Dispose();
        Assert.NotNull(unknown.TryEnter(here));
        Assert.Null(unknown.TryEnter(here));
    }

    [Theory]
    [InlineData("node1:30300", "node1", 30300)]
    [InlineData("10.0.0.1:0", "10.0.0.1", 0)]
    [InlineData("[::1]:65535", "::1", 65535)]
    public void An_address_is_read_and_shown_alike(string text, string host, int port)
    {
        Assert.True(PeerAddress.TryParse(text, out PeerAddress? address));
        Assert.Equal(new PeerAddress(host, port), address);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("node1")]
    [InlineData(":30300")]
    [InlineData("node1:")]
    [InlineData("node1:65536")]
    [InlineData("node1:-1")]
    [InlineData("::1:30300")]
    public void What_is_no_address_is_refused_with_an_example(string text)
    {
        Assert.False(PeerAddress.TryParse(text, out _));
        ArgumentException error = Assert.Throws<ArgumentException>(() => PeerAddress.Parse(text, "Peers"));
        Assert.Contains("node1:30300", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_two_nodes_mixed_up_are_named_at_start()
    {
        using var chain = new TestChain();
        Secp256k1Signer key = TestChain.NewKey();
        string folder = Directory.CreateTempSubdirectory("ledger-tls").FullName;
        try
        {
            var files = new NodeTlsFiles(
                Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"), Path.Combine(folder, "ca.crt"));
            IssuedCertificate issued = chain.Authority.IssueNode("node0", key, TestChain.Suite, []);
            issued.Save(files.Certificate, files.Key);
            Assert.Contains("ca.crt cannot be read", LoadError(files, key), StringComparison.Ordinal);

            File.WriteAllText(files.Authorities, chain.Authority.CertificatePem);
            using (var loaded = NodeTlsIdentity.Load(files, TestChain.Suite, key.Id))
            {
                Assert.Equal(key.Id, loaded.Id);
            }

            Assert.Contains("mixed up", LoadError(files, TestChain.NewKey()), StringComparison.Ordinal);
            File.WriteAllText(files.Key, chain.Authority.IssueNode("node1", key, TestChain.Suite, []).KeyPem);
            Assert.Contains("are not a certificate, its key", LoadError(files, key), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string LoadError(NodeTlsFiles files, Secp256k1Signer key) =>
        Assert.Throws<InvalidDataException>(() => NodeTlsIdentity.Load(files, TestChain.Suite, key.Id)).Message;
}
