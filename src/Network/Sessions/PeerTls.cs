using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Network.Sessions;

/// <summary>
/// TLS 1.3 with certificates on both ends. The TLS layer proves that each end holds the key of the certificate it showed;
/// whether that certificate is worth anything is a <see cref="PeerVerdict"/>, reached inside the handshake. A bad verdict does
/// not break the handshake off: in TLS 1.3 a dialer believes itself connected before the other end has looked at its
/// certificate, and would only ever see a bare alert. The link lives on for one frame, which carries the sentence; no byte of
/// a distrusted peer is read.
/// </summary>
[SuppressMessage(
    "Security",
    "CA5359:Do not disable certificate validation",
    Justification = "The callback judges each certificate; a link with a bad verdict carries one refusal and nothing else.")]
internal sealed class PeerTls(NodeTlsIdentity own, PeerCertificateCheck check)
{
    /// <summary>Takes the server's part.</summary>
    /// <exception cref="AuthenticationException">The other end does not speak TLS 1.3.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<(SslStream Stream, PeerVerdict Verdict)> AcceptAsync(Stream stream, CancellationToken cancellation)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        var judge = new Judge(check);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = own.Context,
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls13,
            CertificateChainPolicy = check.Policy(),
            AllowTlsResume = false,
            AllowRenegotiation = false,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) => judge.Take(certificate, chain),
        };
        await FinishAsync(tls, tls.AuthenticateAsServerAsync(options, cancellation));
        return (tls, judge.Verdict);
    }

    /// <summary>Takes the client's part.</summary>
    /// <exception cref="AuthenticationException">The other end does not speak TLS 1.3.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<(SslStream Stream, PeerVerdict Verdict)> DialAsync(
        Stream stream, string host, CancellationToken cancellation)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        var judge = new Judge(check);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificateContext = own.Context,
            EnabledSslProtocols = SslProtocols.Tls13,
            CertificateChainPolicy = check.Policy(),
            AllowTlsResume = false,
            AllowRenegotiation = false,
            RemoteCertificateValidationCallback = (_, certificate, chain, _) => judge.Take(certificate, chain),
        };
        await FinishAsync(tls, tls.AuthenticateAsClientAsync(options, cancellation));
        return (tls, judge.Verdict);
    }

    private static async Task FinishAsync(SslStream tls, Task handshake)
    {
        try
        {
            await handshake;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private sealed class Judge(PeerCertificateCheck check)
    {
        /// <summary>The verdict; no certificate until TLS has shown one.</summary>
        public PeerVerdict Verdict { get; private set; } = check.Judge(presented: null, chain: null);

        public bool Take(X509Certificate? presented, X509Chain? chain)
        {
            Verdict = check.Judge(presented, chain);
            return true;
        }
    }
}
