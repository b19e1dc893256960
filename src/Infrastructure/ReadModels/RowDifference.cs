namespace Ledger.Infrastructure.ReadModels;

/// <summary>A block whose rows in a table differ from the events.</summary>
/// <param name="Table">The table.</param>
/// <param name="BlockNumber">The block.</param>
public sealed record RowDifference(string Table, long BlockNumber);
