using Ledger.Domain.Blocks;

namespace Ledger.Node.Ports;

/// <summary>A block as peers exchange it: enough to check its certificate and to execute it again.</summary>
/// <param name="Header">The executed header.</param>
/// <param name="Certificate">The quorum's seals over its hash.</param>
/// <param name="Transactions">The signed bytes of its transactions, in order.</param>
public sealed record CertifiedBlock(
    BlockHeader Header, BlockCertificate Certificate, IReadOnlyList<ReadOnlyMemory<byte>> Transactions);
