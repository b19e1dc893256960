using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>The last block that the store holds.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Header">Its header.</param>
/// <param name="Certificate">Its certificate; none for the genesis block.</param>
public sealed record ChainHead(Hash256 Hash, BlockHeader Header, BlockCertificate Certificate)
{
    /// <summary>Its number.</summary>
    public long Number => Header.Number;
}
