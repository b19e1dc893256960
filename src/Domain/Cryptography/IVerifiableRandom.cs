using Ledger.Domain.Primitives;

namespace Ledger.Domain.Cryptography;

/// <summary>The chain's verifiable random function: what <see cref="IVerifiableRandomProver"/> draws, anybody checks. Thread-safe.</summary>
/// <remarks>A key and an input have exactly one output, which nobody can tell before the holder of the key proves it and
/// the holder cannot choose: drawing again gives the same.</remarks>
public interface IVerifiableRandom
{
    /// <summary>Length in bytes of a proof.</summary>
    int ProofSizeBytes { get; }

    /// <summary>Checks a proof and tells the output that it proves.</summary>
    /// <param name="prover">Who made the proof.</param>
    /// <param name="input">What the output was drawn for; public.</param>
    /// <param name="proof">What <see cref="IVerifiableRandomProver.Prove"/> gave.</param>
    /// <param name="output">The output, uniform to everybody without the key; zero when the proof is not valid.</param>
    /// <returns><see langword="false"/> too for a proof of another length or with a second encoding of its numbers.</returns>
    bool TryVerify(in NodeId prover, ReadOnlySpan<byte> input, ReadOnlySpan<byte> proof, out Hash256 output);

    /// <summary>The output that a proof carries which was checked before.</summary>
    /// <param name="proof">A proof for which <see cref="TryVerify"/> held.</param>
    Hash256 OutputOf(ReadOnlySpan<byte> proof);
}
