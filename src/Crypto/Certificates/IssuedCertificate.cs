namespace Ledger.Crypto.Certificates;

/// <summary>A certificate and the key that belongs to it, both as PEM text.</summary>
/// <param name="CertificatePem">The certificate; anyone may read it.</param>
/// <param name="KeyPem">The PKCS#8 private key; a secret of its owner.</param>
public sealed record IssuedCertificate(string CertificatePem, string KeyPem)
{
    /// <summary>Writes both files; the key's can be read by its owner only.</summary>
    /// <param name="certificateFile">Path of the certificate, replaced when it exists.</param>
    /// <param name="keyFile">Path of the key, replaced when it exists.</param>
    public void Save(string certificateFile, string keyFile)
    {
        SecretFile.Write(keyFile, KeyPem);
        File.WriteAllText(certificateFile, CertificatePem);
    }

    /// <summary>The same as text, without the secret.</summary>
    public override string ToString() => CertificatePem;
}
