using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Certificates;

/// <summary>
/// A node's TLS certificate. Its key is P-256, because TLS 1.3 has no signature scheme for secp256k1; who the node is stands
/// in an extension that the node's own consensus key signed.
/// </summary>
public static class NodeCertificate
{
    /// <summary>The object identifier of the identity extension.</summary>
    public const string IdentityOid = IdentityBinding.Oid;

    /// <summary>The subject alternative name extension (RFC 5280, 4.2.1.6).</summary>
    internal const string SubjectAlternativeNameOid = "2.5.29.17";

    private const int CommonNameMaxLength = 64;

    /// <summary>
    /// Makes a fresh TLS key and asks for a certificate for it (PKCS#10). An organisation runs this at home and sends only
    /// the request to the authority: neither of its two keys leaves the house.
    /// </summary>
    /// <param name="commonName">A name for people, 1 to 64 characters.</param>
    /// <param name="nodeKey">The node's consensus key.</param>
    /// <param name="suite">The chain's cryptography.</param>
    /// <param name="hosts">DNS names and IP addresses under which peers find the node.</param>
    /// <returns>The request for the authority, and the new key (PKCS#8), both PEM.</returns>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static (string RequestPem, string KeyPem) CreateRequest(
        string commonName, ISigner nodeKey, CryptoSuite suite, IReadOnlyList<string> hosts)
    {
        ArgumentNullException.ThrowIfNull(nodeKey);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(hosts);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(commonName), key, HashAlgorithmName.SHA256);
        byte[] publicKey = request.PublicKey.ExportSubjectPublicKeyInfo();
        var binding = IdentityBinding.Create(nodeKey, suite.Hash, publicKey);
        request.CertificateExtensions.Add(new X509Extension(IdentityOid, binding.Encode(), critical: false));
        if (hosts.Count > 0)
        {
            request.CertificateExtensions.Add(AlternativeNames(hosts));
        }

        return (request.CreateSigningRequestPem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Reads who a certificate speaks for, and checks that this node itself agreed.</summary>
    /// <param name="certificate">The certificate; whether an authority signed it is not looked at here.</param>
    /// <param name="suite">The chain's cryptography.</param>
    /// <param name="id">The node, zero when there is none.</param>
    /// <param name="reason">What is wrong, in one clause; empty when nothing is.</param>
    /// <returns>Whether the node's key signed the certificate's key.</returns>
    public static bool TryReadIdentity(
        X509Certificate2 certificate, CryptoSuite suite, out NodeId id, out string reason)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(suite);
        return TryReadIdentity(certificate.Extensions, certificate.PublicKey, suite, out id, out reason);
    }

    /// <summary>The same for the parts of a request that is not a certificate yet.</summary>
    internal static bool TryReadIdentity(
        IEnumerable<X509Extension> extensions, PublicKey key, CryptoSuite suite, out NodeId id, out string reason)
    {
        id = default;
        X509Extension[] found = [.. extensions.Where(extension => extension.Oid?.Value == IdentityOid)];
        if (found.Length != 1)
        {
            reason = found.Length == 0
                ? "it carries no node identity (was it made for another program?)"
                : "it carries more than one node identity";
            return false;
        }

        if (!IdentityBinding.TryDecode(found[0].RawData, out IdentityBinding? binding) || binding is null)
        {
            reason = "its node identity cannot be read";
            return false;
        }

        if (!binding.IsSignedFor(suite, key.ExportSubjectPublicKeyInfo()))
        {
            reason = $"node {binding.Id} did not sign its key, so it may not speak for that node";
            return false;
        }

        id = binding.Id;
        reason = "";
        return true;
    }

    /// <summary>A distinguished name with one common name; the builder escapes, so a name cannot add fields of its own.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    internal static X500DistinguishedName Subject(string commonName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(commonName);
        if (commonName.Length > CommonNameMaxLength)
        {
            throw new ArgumentException(
                $"A common name has at most {CommonNameMaxLength} characters (RFC 5280, appendix A), not {commonName.Length}.",
                nameof(commonName));
        }

        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        return name.Build();
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (string host in hosts)
        {
            if (IPAddress.TryParse(host, out IPAddress? address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        return names.Build();
    }
}
