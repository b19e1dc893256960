using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Application.Blocks;

/// <summary>Finds a block; nothing when it does not exist.</summary>
/// <param name="Block">The block.</param>
public sealed record FindBlock(BlockReference Block) : IQuery<StoredBlock?>;

internal sealed class FindBlockHandler(BlockResolver resolver) : IQueryHandler<FindBlock, StoredBlock?>
{
    public async Task<Outcome<StoredBlock?>> Handle(FindBlock request, CancellationToken cancellationToken) =>
        Outcome<StoredBlock?>.Success(await resolver.FindAsync(request.Block, cancellationToken));
}
