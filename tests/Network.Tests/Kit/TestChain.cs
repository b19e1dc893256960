using Ledger.Crypto;
using Ledger.Crypto.Certificates;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Network.Tests.Kit;

/// <summary>A chain to be: its authority and the keys of its nodes.</summary>
public sealed class TestChain : IDisposable
{
    public TestChain(TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        Authority = CertificateAuthority.Create("Test CA", Time);
    }

    public static CryptoSuite Suite => CryptoSuites.Secp256k1;

    public static Hash256 Genesis { get; } = Suite.Hash.Hash("the test chain"u8);

    public TimeProvider Time { get; }

    public CertificateAuthority Authority { get; }

    public static Secp256k1Signer NewKey() => Secp256k1Signer.Generate();

    /// <summary>An identity that this chain's nodes trust.</summary>
    public NodeTlsIdentity Identity(string name, ISigner key, int validityDays = 100)
    {
        IssuedCertificate issued = Authority.IssueNode(name, key, Suite, ["127.0.0.1"], validityDays);
        return NodeTlsIdentity.FromPem(issued.CertificatePem, issued.KeyPem, Authority.CertificatePem, Suite);
    }

    /// <summary>An identity that trusts this chain's nodes, but whose certificate another authority made.</summary>
    public NodeTlsIdentity ForeignIdentity(string name, ISigner key)
    {
        using var foreign = CertificateAuthority.Create("Foreign CA", Time);
        IssuedCertificate issued = foreign.IssueNode(name, key, Suite, ["127.0.0.1"]);
        return NodeTlsIdentity.FromPem(issued.CertificatePem, issued.KeyPem, Authority.CertificatePem, Suite);
    }

    public void Dispose() => Authority.Dispose();
}
