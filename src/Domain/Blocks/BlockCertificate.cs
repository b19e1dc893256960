namespace Ledger.Domain.Blocks;

/// <summary>A quorum of seals over one header: the proof that a block is final.</summary>
/// <param name="Seals">Seals of distinct sealers, ascending by index.</param>
public sealed record BlockCertificate(IReadOnlyList<BlockSeal> Seals)
{
    /// <summary>The certificate without seals, which only the genesis block has.</summary>
    public static BlockCertificate None { get; } = new([]);
}
