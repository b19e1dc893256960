using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Certificates;

/// <summary>
/// An authority that issues TLS certificates to nodes: one for the whole chain, or one an organisation. It lets nodes onto
/// the wire; it cannot give one the identity of another.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>How long an authority's certificate is valid, in days: ten years.</summary>
    public const int AuthorityValidityDays = 3653;

    /// <summary>How long a node's certificate is valid, in days: five years.</summary>
    public const int NodeValidityDays = 1826;

    /// <summary>How far a certificate reaches back, so that a peer whose clock is behind takes it at once.</summary>
    public static readonly TimeSpan ClockSkewAllowance = TimeSpan.FromHours(1);

    private const int SerialSizeBytes = 16;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _certificate;
    private readonly TimeProvider _time;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider? time)
    {
        _certificate = certificate;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The certificate that every node must hold as <c>ca.crt</c>, PEM.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Makes an authority with a fresh P-256 key.</summary>
    /// <param name="name">Its common name, 1 to 64 characters.</param>
    /// <param name="time">The clock, the system's when left out.</param>
    /// <param name="validityDays">Days of validity from now on.</param>
    public static CertificateAuthority Create(
        string name, TimeProvider? time = null, int validityDays = AuthorityValidityDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(validityDays);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(NodeCertificate.Subject(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            X509BasicConstraintsExtension.CreateForCertificateAuthority());
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        DateTimeOffset now = (time ?? TimeProvider.System).GetUtcNow();
        return new CertificateAuthority(
            request.CreateSelfSigned(now - ClockSkewAllowance, now.AddDays(validityDays)), time);
    }

    /// <summary>Reads an authority that <see cref="Save"/> wrote.</summary>
    /// <exception cref="CryptographicException">The files are not a certificate and its key.</exception>
    public static CertificateAuthority Load(string certificateFile, string keyFile, TimeProvider? time = null) =>
        new(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), time);

    /// <summary>Writes the certificate and the key; the key's file can be read by its owner only.</summary>
    public void Save(string certificateFile, string keyFile)
    {
        using ECDsa key = _certificate.GetECDsaPrivateKey()
            ?? throw new InvalidOperationException("The authority has no key.");
        new IssuedCertificate(CertificatePem, key.ExportPkcs8PrivateKeyPem() + "\n").Save(certificateFile, keyFile);
    }

    /// <summary>Makes a TLS key for a node and issues its certificate: for a builder that holds the node's key too.</summary>
    /// <param name="commonName">A name for people, such as <c>node0</c>.</param>
    /// <param name="nodeKey">The node's consensus key, which signs the new TLS key.</param>
    /// <param name="suite">The chain's cryptography.</param>
    /// <param name="hosts">DNS names and IP addresses under which peers find the node.</param>
    /// <param name="validityDays">Days of validity, never beyond the authority's own.</param>
    public IssuedCertificate IssueNode(
        string commonName,
        ISigner nodeKey,
        CryptoSuite suite,
        IReadOnlyList<string> hosts,
        int validityDays = NodeValidityDays)
    {
        (string request, string key) = NodeCertificate.CreateRequest(commonName, nodeKey, suite, hosts);
        return new IssuedCertificate(IssueRequested(request, suite, validityDays), key + "\n");
    }

    /// <summary>Issues the certificate that a node asked for with <see cref="NodeCertificate.CreateRequest"/>.</summary>
    /// <param name="requestPem">The request, PKCS#10 PEM.</param>
    /// <param name="suite">The chain's cryptography.</param>
    /// <param name="validityDays">Days of validity, never beyond the authority's own.</param>
    /// <returns>The certificate, PEM.</returns>
    /// <exception cref="CryptographicException">The request is not signed by its own key, or names no node.</exception>
    public string IssueRequested(string requestPem, CryptoSuite suite, int validityDays = NodeValidityDays)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(validityDays);
        var asked = CertificateRequest.LoadSigningRequestPem(
            requestPem,
            HashAlgorithmName.SHA256,
            CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        if (!NodeCertificate.TryReadIdentity(
            asked.CertificateExtensions, asked.PublicKey, suite, out NodeId _, out string reason))
        {
            throw new CryptographicException($"The certificate request was refused: {reason}.");
        }

        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset end = Earlier(now.AddDays(validityDays), _certificate.NotAfter);
        using X509Certificate2 issued = Granted(asked).Create(
            _certificate, Later(now - ClockSkewAllowance, _certificate.NotBefore), end, NewSerial());
        return issued.ExportCertificatePem() + "\n";
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    /// <summary>
    /// Only the name, the key, the host names and the identity are taken from the request; what the certificate may be used
    /// for is the authority's word alone, or a node could ask to become an authority itself.
    /// </summary>
    private CertificateRequest Granted(CertificateRequest asked)
    {
        var granted = new CertificateRequest(asked.SubjectName, asked.PublicKey, HashAlgorithmName.SHA256);
        granted.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        granted.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        granted.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid(ServerAuthentication), new Oid(ClientAuthentication)], critical: false));
        granted.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(asked.PublicKey, critical: false));
        granted.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            _certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        foreach (X509Extension extension in asked.CertificateExtensions.Where(IsForTheNodeToSay))
        {
            granted.CertificateExtensions.Add(new X509Extension(extension, critical: false));
        }

        return granted;
    }

    private static bool IsForTheNodeToSay(X509Extension extension) =>
        extension.Oid?.Value is NodeCertificate.IdentityOid or NodeCertificate.SubjectAlternativeNameOid;

    /// <summary>A random, positive, non-zero serial number (RFC 5280, 4.1.2.2).</summary>
    private static byte[] NewSerial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(SerialSizeBytes);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
