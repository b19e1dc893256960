namespace Ledger.Domain.Blocks;

/// <summary>The siblings of one node of a <see cref="HashTreeProof"/>.</summary>
/// <param name="Left">The nodes before it in its group.</param>
/// <param name="Right">The nodes after it in its group.</param>
public sealed record HashTreeLevel(IReadOnlyList<ReadOnlyMemory<byte>> Left, IReadOnlyList<ReadOnlyMemory<byte>> Right);
