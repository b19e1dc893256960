namespace Ledger.Network;

/// <summary>The three PEM files of a node's TLS identity.</summary>
/// <param name="Certificate">The node's certificate, followed by those of intermediate authorities if there are any.</param>
/// <param name="Key">The certificate's private key.</param>
/// <param name="Authorities">The authorities of the chain; several organisations may each have their own.</param>
public sealed record NodeTlsFiles(string Certificate, string Key, string Authorities);
