using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Application.Network;

/// <summary>How this node's store is doing.</summary>
public sealed record GetStore : IQuery<StoreState>;

internal sealed class GetStoreHandler(IStoreStatus store) : IQueryHandler<GetStore, StoreState>
{
    public async Task<Outcome<StoreState>> Handle(GetStore request, CancellationToken cancellationToken)
    {
        try
        {
            return await store.CheckAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            return new LedgerError(ErrorCodes.NotReady, "The node's store does not answer. The node's log says why.");
        }
    }
}
