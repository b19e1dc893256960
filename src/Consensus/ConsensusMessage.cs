namespace Ledger.Consensus;

/// <summary>An unsigned message of a consensus algorithm; each algorithm has its own closed family.</summary>
public abstract record ConsensusMessage;
