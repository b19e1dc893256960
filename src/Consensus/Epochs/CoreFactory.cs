namespace Ledger.Consensus.Epochs;

/// <summary>Makes a consensus core for an epoch, above the last stored block.</summary>
/// <param name="epoch">The epoch.</param>
/// <param name="stored">The last stored block: the epoch's base, or one of the epoch.</param>
public delegate IConsensusCore CoreFactory(Epoch epoch, CertifiedHeader stored);
