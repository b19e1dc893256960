using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Application.Blocks;

/// <summary>Counts the transactions of the whole chain.</summary>
public sealed record GetTotals : IQuery<ChainTotals>;

internal sealed class GetTotalsHandler(IBlockReadModel blocks) : IQueryHandler<GetTotals, ChainTotals>
{
    public async Task<Outcome<ChainTotals>> Handle(GetTotals request, CancellationToken cancellationToken) =>
        await blocks.TotalsAsync(cancellationToken);
}
