namespace Ledger.Domain.Blocks;

/// <summary>The proof that a transaction or receipt is in a block, in the shape of FISCO BCOS's <c>…ByHashWithProof</c>.</summary>
/// <param name="Index">The place in the block.</param>
/// <param name="Levels">The siblings of each level, from the bottom; the last level, of the root itself, has none.</param>
public sealed record HashTreeProof(int Index, IReadOnlyList<HashTreeLevel> Levels)
{
    /// <summary>The most levels: sixteen to the eighth power exceeds every index, and the root's own level comes on top.</summary>
    public const int LevelsMax = 9;
}
