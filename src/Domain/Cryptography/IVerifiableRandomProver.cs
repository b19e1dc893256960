using Ledger.Domain.Primitives;

namespace Ledger.Domain.Cryptography;

/// <summary>A private key that draws verifiable random outputs; it never shows itself. Thread-safe.</summary>
public interface IVerifiableRandomProver
{
    /// <summary>The public key, against which <see cref="IVerifiableRandom"/> checks the proofs.</summary>
    NodeId Id { get; }

    /// <summary>Proves the output for <paramref name="input"/>; the same input gives the same proof.</summary>
    /// <param name="input">What the output is drawn for; it must be public, the time this takes depends on it.</param>
    /// <returns>A proof of <see cref="IVerifiableRandom.ProofSizeBytes"/> bytes, which also carries the output.</returns>
    byte[] Prove(ReadOnlySpan<byte> input);
}
