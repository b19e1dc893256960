namespace Ledger.Domain.Cryptography;

/// <summary>The pair of hash and signature scheme that a chain's genesis chooses once for everything.</summary>
/// <param name="Hash">The hash function.</param>
/// <param name="Signatures">The signature scheme.</param>
public sealed record CryptoSuite(IHashFunction Hash, ISignatureScheme Signatures)
{
    /// <summary>The verifiable random function over the keys of <see cref="Signatures"/>, or <see langword="null"/> when
    /// none is defined for them.</summary>
    public IVerifiableRandom? VerifiableRandom { get; init; }
}
