using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Ports;

/// <summary>A committed block as the read model holds it.</summary>
/// <param name="Hash">Block hash.</param>
/// <param name="Header">The header.</param>
/// <param name="Certificate">The quorum's seals.</param>
/// <param name="TransactionHashes">Its transactions in order.</param>
/// <param name="SizeBytes">Bytes of the header and the signed transactions.</param>
public sealed record StoredBlock(
    Hash256 Hash,
    BlockHeader Header,
    BlockCertificate Certificate,
    IReadOnlyList<Hash256> TransactionHashes,
    int SizeBytes);
