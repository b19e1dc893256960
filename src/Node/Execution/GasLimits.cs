namespace Ledger.Node.Execution;

/// <summary>The gas limits at a height.</summary>
/// <param name="Block">Of the block.</param>
/// <param name="Transaction">Of one transaction.</param>
internal readonly record struct GasLimits(long Block, long Transaction);
