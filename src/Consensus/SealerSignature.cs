namespace Ledger.Consensus;

/// <summary>One sealer's signature as part of a certificate.</summary>
/// <param name="Sealer">Index of the sealer.</param>
/// <param name="Signature">The signature.</param>
public sealed record SealerSignature(int Sealer, ReadOnlyMemory<byte> Signature);
