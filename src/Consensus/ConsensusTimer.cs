namespace Ledger.Consensus;

/// <summary>A timer of a consensus core; the values tell a late one.</summary>
/// <param name="Kind">What it waits for.</param>
/// <param name="Number">The height it was set for.</param>
/// <param name="View">The view it was set in.</param>
public readonly record struct ConsensusTimer(ConsensusTimerKind Kind, long Number, long View);
