using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Application.Blocks;

/// <summary>Finds a block; nothing when it does not exist, an error when this node does not keep it.</summary>
/// <param name="Block">The block.</param>
public sealed record FindBlock(BlockReference Block) : IQuery<StoredBlock?>;

internal sealed class FindBlockHandler(BlockResolver resolver) : IQueryHandler<FindBlock, StoredBlock?>
{
    public Task<Outcome<StoredBlock?>> Handle(FindBlock request, CancellationToken cancellationToken) =>
        resolver.FindAsync(request.Block, cancellationToken);
}
