namespace Ledger.Domain.Blocks;

/// <summary>One sealer's signature over an executed header's hash.</summary>
/// <param name="Sealer">Index in the header's sealer list.</param>
/// <param name="Signature">The signature in the chain's seal form.</param>
public sealed record BlockSeal(int Sealer, ReadOnlyMemory<byte> Signature);
