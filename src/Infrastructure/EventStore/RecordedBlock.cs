using Ledger.Domain.Blocks;

namespace Ledger.Infrastructure.EventStore;

/// <summary>A block as the events tell it.</summary>
/// <param name="Block">The block.</param>
/// <param name="Certificate">Its certificate.</param>
/// <param name="Position">Position of its last event.</param>
/// <param name="Version">Stream version of its last event.</param>
internal sealed record RecordedBlock(Block Block, BlockCertificate Certificate, long Position, long Version);
