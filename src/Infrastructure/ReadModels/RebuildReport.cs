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
