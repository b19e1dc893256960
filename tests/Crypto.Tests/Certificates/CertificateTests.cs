using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto.Certificates;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Crypto.Tests.Certificates;

public sealed class CertificateTests : IDisposable
{
    private static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;
    private static readonly DateTimeOffset Today = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new(Today);
    private readonly CertificateAuthority _authority;
    private readonly Secp256k1Signer _node = Secp256k1Signer.Generate();

    public CertificateTests() => _authority = CertificateAuthority.Create("Test CA", _time);

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void A_node_certificate_names_the_node_that_signed_its_key()
    {
        using X509Certificate2 certificate = Issue(["node0", "10.0.0.7", "::1"]);

        Assert.True(NodeCertificate.TryReadIdentity(certificate, Suite, out NodeId id, out string reason), reason);
        Assert.Equal(_node.Id, id);
        Assert.Equal("", reason);
        Assert.Equal("CN=node0", certificate.Subject);
    }

    [Fact]
    public void A_node_certificate_is_a_P256_leaf_for_both_ends_of_a_connection()
    {
        using X509Certificate2 certificate = Issue(["node0", "10.0.0.7"]);

        using ECDsa? key = certificate.GetECDsaPublicKey();
        Assert.Equal("1.2.840.10045.3.1.7", key?.ExportParameters(false).Curve.Oid.Value);
        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal(
            ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
            certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single()
                .EnhancedKeyUsages.Cast<Oid>().Select(use => use.Value!).Order());
        Assert.True(certificate.MatchesHostname("node0"));
        Assert.Contains(
            IPAddress.Parse("10.0.0.7"),
            certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateIPAddresses());
        Assert.False(certificate.Extensions.Single(one => one.Oid?.Value == NodeCertificate.IdentityOid).Critical);
    }

    [Fact]
    public void A_node_certificate_is_trusted_through_its_authority_alone()
    {
        using X509Certificate2 certificate = Issue(["node0"]);
        using var other = CertificateAuthority.Create("Other CA", _time);

        Assert.True(Builds(certificate, _authority));
        Assert.False(Builds(certificate, other));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(36500, CertificateAuthority.AuthorityValidityDays)]
    public void A_node_certificate_ends_when_asked_but_never_after_its_authority(int asked, int granted)
    {
        using var certificate = X509Certificate2.CreateFromPem(
            _authority.IssueNode("node0", _node, Suite, [], asked).CertificatePem);

        Assert.Equal(Today.AddDays(granted), new DateTimeOffset(certificate.NotAfter));
        Assert.Equal(Today - CertificateAuthority.ClockSkewAllowance, new DateTimeOffset(certificate.NotBefore));
    }

    [Fact]
    public void Two_certificates_never_share_a_serial_number()
    {
        using X509Certificate2 one = Issue([]);
        using X509Certificate2 other = Issue([]);

        Assert.NotEqual(one.SerialNumber, other.SerialNumber);
        Assert.Equal(32, one.SerialNumber.Length);
    }

    /// <summary>The authority holds every key but the node's: it can make a certificate, but not the node's signature.</summary>
    [Fact]
    public void An_authority_cannot_name_a_node_that_did_not_sign()
    {
        using X509Certificate2 honest = Issue(["node0"]);
        X509Extension stolen = honest.Extensions.Single(one => one.Oid?.Value == NodeCertificate.IdentityOid);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node0", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(stolen);

        Assert.Throws<CryptographicException>(
            () => _authority.IssueRequested(request.CreateSigningRequestPem(), Suite));
        using X509Certificate2 forged = request.CreateSelfSigned(Today, Today.AddDays(1));
        Assert.False(NodeCertificate.TryReadIdentity(forged, Suite, out NodeId id, out string reason));
        Assert.True(id.IsZero);
        Assert.Contains("did not sign its key", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_without_an_identity_says_so()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 plain = new CertificateRequest("CN=plain", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(Today, Today.AddDays(1));

        Assert.False(NodeCertificate.TryReadIdentity(plain, Suite, out _, out string reason));
        Assert.Contains("no node identity", reason, StringComparison.Ordinal);
    }

    /// <summary>Every byte of the extension counts: a changed one never yields an identity.</summary>
    [Fact]
    public void A_damaged_identity_is_refused_whichever_byte_is_damaged()
    {
        using X509Certificate2 honest = Issue([]);
        byte[] value = honest.Extensions.Single(one => one.Oid?.Value == NodeCertificate.IdentityOid).RawData;
        for (int at = 0; at < value.Length; at++)
        {
            byte[] damaged = [.. value];
            damaged[at] ^= 0x01;
            AssertRefused(honest.PublicKey, damaged);
        }

        AssertRefused(honest.PublicKey, [.. value, 0]);
        AssertRefused(honest.PublicKey, value[..^1]);
        AssertRefused(honest.PublicKey, []);
    }

    [Fact]
    public void A_request_cannot_make_its_sender_an_authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var greedy = new CertificateRequest("CN=greedy", key, HashAlgorithmName.SHA256);
        greedy.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        greedy.CertificateExtensions.Add(new X509Extension(
            NodeCertificate.IdentityOid,
            IdentityOf(_node, greedy.PublicKey),
            critical: false));

        using var issued = X509Certificate2.CreateFromPem(
            _authority.IssueRequested(greedy.CreateSigningRequestPem(), Suite));

        Assert.False(issued.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal("CN=greedy", issued.Subject);
    }

    [Theory]
    [InlineData("node0,CN=node1")]
    [InlineData("node0+O=Bank")]
    [InlineData("节点")]
    public void A_common_name_cannot_smuggle_other_fields_in(string name)
    {
        using var certificate = X509Certificate2.CreateFromPem(
            _authority.IssueNode(name, _node, Suite, []).CertificatePem);

        Assert.Equal(name, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        Assert.Single(certificate.SubjectName.EnumerateRelativeDistinguishedNames());
    }

    [Fact]
    public void A_saved_authority_issues_the_same_trust_and_its_key_is_the_owners_alone()
    {
        string folder = Directory.CreateTempSubdirectory("ledger-ca").FullName;
        try
        {
            string certificateFile = Path.Combine(folder, "ca.crt");
            string keyFile = Path.Combine(folder, "ca.key");
            _authority.Save(certificateFile, keyFile);
            using var loaded = CertificateAuthority.Load(certificateFile, keyFile, _time);
            using var certificate = X509Certificate2.CreateFromPem(
                loaded.IssueNode("node0", _node, Suite, []).CertificatePem);

            Assert.True(Builds(certificate, _authority));
            Assert.Equal(_authority.CertificatePem, File.ReadAllText(certificateFile));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(keyFile));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private X509Certificate2 Issue(string[] hosts)
    {
        IssuedCertificate issued = _authority.IssueNode("node0", _node, Suite, hosts);
        return X509Certificate2.CreateFromPem(issued.CertificatePem, issued.KeyPem);
    }

    private static bool Builds(X509Certificate2 certificate, CertificateAuthority authority)
    {
        using var root = X509Certificate2.CreateFromPem(authority.CertificatePem);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Today.UtcDateTime;
        return chain.Build(certificate);
    }

    private static void AssertRefused(PublicKey key, byte[] identity)
    {
        X509Extension[] extensions = [new X509Extension(NodeCertificate.IdentityOid, identity, critical: false)];
        Assert.False(NodeCertificate.TryReadIdentity(extensions, key, Suite, out NodeId id, out _));
        Assert.True(id.IsZero);
    }

    private static byte[] IdentityOf(ISigner node, PublicKey key) =>
        IdentityBinding.Create(node, Suite.Hash, key.ExportSubjectPublicKeyInfo()).Encode();
}
