namespace Ledger.Domain.Events;

/// <summary>The stored form of one seal of a block certificate.</summary>
/// <param name="Sealer">Index in the header's sealer list.</param>
/// <param name="Signature">The signature.</param>
public sealed record CommittedSeal(int Sealer, string Signature);
