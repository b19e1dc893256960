using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto.Certificates;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Network;

/// <summary>Who this node is on the wire, and whom it believes.</summary>
public sealed class NodeTlsIdentity : IDisposable
{
    private readonly X509Certificate2Collection _intermediates;

    private NodeTlsIdentity(
        X509Certificate2 certificate,
        X509Certificate2Collection intermediates,
        X509Certificate2Collection authorities,
        CryptoSuite suite,
        in NodeId id)
    {
        Certificate = certificate;
        _intermediates = intermediates;
        Authorities = authorities;
        Suite = suite;
        Id = id;
        Context = SslStreamCertificateContext.Create(certificate, intermediates, offline: true);
    }

    /// <summary>The node that the certificate speaks for.</summary>
    public NodeId Id { get; }

    /// <summary>When the certificate ends.</summary>
    public DateTimeOffset NotAfter => Certificate.NotAfter;

    /// <summary>The chain's cryptography.</summary>
    internal CryptoSuite Suite { get; }

    /// <summary>The certificate with its key.</summary>
    internal X509Certificate2 Certificate { get; }

    /// <summary>The authorities that peers' certificates must come from.</summary>
    internal X509Certificate2Collection Authorities { get; }

    /// <summary>The certificate as TLS wants it.</summary>
    internal SslStreamCertificateContext Context { get; }

    /// <summary>Reads the identity from disk and checks all of it that does not need a peer.</summary>
    /// <param name="files">The files.</param>
    /// <param name="suite">The chain's cryptography.</param>
    /// <param name="expected">The node's consensus key, which the certificate must name.</param>
    /// <exception cref="InvalidDataException">A file does not fit; the message says which, and what to do.</exception>
    public static NodeTlsIdentity Load(NodeTlsFiles files, CryptoSuite suite, in NodeId expected)
    {
        ArgumentNullException.ThrowIfNull(files);
        NodeTlsIdentity identity = FromPem(
            Read(files.Certificate), Read(files.Key), Read(files.Authorities), suite, files);
        if (identity.Id != expected)
        {
            NodeId named = identity.Id;
            identity.Dispose();
            throw new InvalidDataException(
                $"{files.Certificate} speaks for node {named}, but this node's key is {expected}: "
                + "the files of two nodes are mixed up; issue a certificate for this node's key.");
        }

        return identity;
    }

    /// <summary>The same from PEM texts, for callers that hold them in memory.</summary>
    /// <exception cref="InvalidDataException">A text does not fit.</exception>
    public static NodeTlsIdentity FromPem(
        string certificatePem, string keyPem, string authoritiesPem, CryptoSuite suite) =>
        FromPem(
            certificatePem,
            keyPem,
            authoritiesPem,
            suite,
            new NodeTlsFiles("the certificate", "its key", "the authorities"));

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        foreach (X509Certificate2 certificate in _intermediates.Concat(Authorities))
        {
            certificate.Dispose();
        }
    }

    private static NodeTlsIdentity FromPem(
        string certificatePem, string keyPem, string authoritiesPem, CryptoSuite suite, NodeTlsFiles names)
    {
        var authorities = new X509Certificate2Collection();
        var presented = new X509Certificate2Collection();
        X509Certificate2 certificate;
        try
        {
            authorities.ImportFromPem(authoritiesPem);
            presented.ImportFromPem(certificatePem);
            certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException(
                $"{names.Certificate}, {names.Key} and {names.Authorities} are not a certificate, its key and the "
                + $"authorities in PEM: {error.Message}",
                error);
        }

        if (authorities.Count == 0)
        {
            throw new InvalidDataException($"{names.Authorities} holds no certificate.");
        }

        if (!NodeCertificate.TryReadIdentity(certificate, suite, out NodeId id, out string reason))
        {
            throw new InvalidDataException($"{names.Certificate} cannot be used: {reason}.");
        }

        presented[0].Dispose();
        presented.RemoveAt(0);
        return new NodeTlsIdentity(certificate, presented, authorities, suite, id);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{file} cannot be read: {error.Message}", error);
        }
    }
}
