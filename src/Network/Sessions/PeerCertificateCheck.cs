using System.Security.Cryptography.X509Certificates;
using Ledger.Crypto.Certificates;
using Ledger.Domain.Primitives;
using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>
/// Judges a peer's certificate: authority, validity, use, identity, in this order, so that the one sentence it gives is about
/// the first thing to mend. The host name is not compared: who a peer is stands in its identity, not in its address.
/// </summary>
internal sealed class PeerCertificateCheck(NodeTlsIdentity own, TimeProvider time)
{
    private const X509ChainStatusFlags AuthorityFaults =
        X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid;

    /// <summary>What a certificate chain must satisfy: only the chain's own authorities, and nothing is fetched from anywhere.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = time.GetUtcNow().UtcDateTime,
        };
        policy.CustomTrustStore.AddRange(own.Authorities);
        return policy;
    }

    /// <summary>Judges what TLS received.</summary>
    public PeerVerdict Judge(X509Certificate? presented, X509Chain? chain)
    {
        if (presented is not X509Certificate2 certificate || chain is null)
        {
            return Distrust(RefusalCode.NoCertificate, "the other end showed no certificate: it is not a node of a ledger");
        }

        string name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (ChainFault(certificate, chain, name) is Refusal fault)
        {
            return new PeerVerdict.Distrusted(fault);
        }

        return NodeCertificate.TryReadIdentity(certificate, own.Suite, out NodeId id, out string reason)
            ? new PeerVerdict.Trusted(new PeerIdentity(id, name, certificate.NotAfter))
            : Distrust(RefusalCode.IdentityBinding, $"certificate '{name}' names no node of its own: {reason}");
    }

    /// <summary>The sentence for a certificate that ended.</summary>
    public static Refusal ExpiredAt(string name, DateTimeOffset notAfter) => new(
        RefusalCode.Expired, $"certificate '{name}' expired at {notAfter.UtcDateTime:u}: issue a new one for the same node key");

    private Refusal? ChainFault(X509Certificate2 certificate, X509Chain chain, string name)
    {
        X509ChainStatusFlags faults = chain.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if ((faults & AuthorityFaults) != 0)
        {
            string issuer = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true);
            return new Refusal(
                RefusalCode.UnknownAuthority,
                $"certificate '{name}' was issued by '{issuer}', which is not an authority of this chain: "
                + "compare ca.crt on both ends");
        }

        DateTimeOffset now = time.GetUtcNow();
        if (now > certificate.NotAfter)
        {
            return ExpiredAt(name, certificate.NotAfter);
        }

        if (now < certificate.NotBefore)
        {
            return new Refusal(
                RefusalCode.NotYetValid,
                $"certificate '{name}' is valid from {certificate.NotBefore.ToUniversalTime():u} on, and it is "
                + $"{now.UtcDateTime:u} here: compare the clocks");
        }

        return OtherFault(chain, faults, name);
    }

    private static Refusal? OtherFault(X509Chain chain, X509ChainStatusFlags faults, string name) => faults switch
    {
        X509ChainStatusFlags.NoError => null,
        _ when faults.HasFlag(X509ChainStatusFlags.NotTimeValid) => new Refusal(
            RefusalCode.Expired, $"the authority of certificate '{name}' is not valid now: renew ca.crt"),
        _ when faults.HasFlag(X509ChainStatusFlags.NotValidForUsage) => new Refusal(
            RefusalCode.CertificateUse, $"certificate '{name}' may not be used for both ends of a connection between nodes"),
        _ => new Refusal(
            RefusalCode.CertificateUnusable,
            $"certificate '{name}' cannot be used: {chain.ChainStatus[0].StatusInformation.Trim()}"),
    };

    private static PeerVerdict.Distrusted Distrust(RefusalCode code, string sentence) => new(new Refusal(code, sentence));
}
