namespace Ledger.Infrastructure.ReadModels;

/// <summary>What a rebuild found.</summary>
/// <param name="FromBlock">First block compared.</param>
/// <param name="ToBlock">Last block compared.</param>
/// <param name="Digests">One a table.</param>
/// <param name="Differences">Blocks whose rows differ, table by table; at most <see cref="ReadModelRebuilder.DifferencesMax"/>.</param>
public sealed record RebuildReport(
    long FromBlock, long ToBlock, IReadOnlyList<TableDigest> Digests, IReadOnlyList<RowDifference> Differences)
{
    /// <summary>Whether the live rows are exactly what follows from the events.</summary>
    public bool IsEqual => Differences.Count == 0 && Digests.All(digest => digest.Live == digest.Rebuilt);
}

/// <summary>SHA-256 over a table's rows in order, as they are and as they should be.</summary>
/// <param name="Table">The table.</param>
/// <param name="Live">Digest of the live rows.</param>
/// <param name="Rebuilt">Digest of the rows rebuilt from the events.</param>
public sealed record TableDigest(string Table, string Live, string Rebuilt);

/// <summary>A block whose rows in a table differ from the events.</summary>
/// <param name="Table">The table.</param>
/// <param name="BlockNumber">The block.</param>
public sealed record RowDifference(string Table, long BlockNumber);
