namespace Ledger.Infrastructure.ReadModels;

/// <summary>SHA-256 over a table's rows in order, as they are and as they should be.</summary>
/// <param name="Table">The table.</param>
/// <param name="Live">Digest of the live rows.</param>
/// <param name="Rebuilt">Digest of the rows rebuilt from the events.</param>
public sealed record TableDigest(string Table, string Live, string Rebuilt);
