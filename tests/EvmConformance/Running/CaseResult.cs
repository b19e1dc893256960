namespace Ledger.EvmConformance.Running;

/// <summary>What came of a case.</summary>
/// <param name="Position">Its place among the cases that were chosen.</param>
/// <param name="Test">The case.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record CaseResult(int Position, ConformanceCase Test, Verdict Verdict, TimeSpan Elapsed);
