using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>A final height with its proof: the header names the height, the seals say that a quorum executed it.</summary>
/// <param name="Header">The executed header.</param>
/// <param name="Hash">Its hash; computed by whoever makes the value, never carried over the wire.</param>
/// <param name="Certificate">The quorum's seals; none for block 0.</param>
public sealed record CertifiedHeader(BlockHeader Header, Hash256 Hash, BlockCertificate Certificate)
{
    /// <summary>The height.</summary>
    public long Number => Header.Number;
}
