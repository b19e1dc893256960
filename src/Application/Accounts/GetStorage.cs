using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;

namespace Ledger.Application.Accounts;

/// <summary>Reads a storage slot as of a block.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Slot">The slot.</param>
/// <param name="AsOf">The block.</param>
public sealed record GetStorage(Address Address, UInt256 Slot, BlockReference AsOf) : IQuery<UInt256>;

internal sealed class GetStorageHandler(BlockResolver resolver, IContractCaller caller)
    : IQueryHandler<GetStorage, UInt256>
{
    public async Task<Outcome<UInt256>> Handle(GetStorage request, CancellationToken cancellationToken)
    {
        Outcome<long> height = await resolver.HeightAsync(request.AsOf, cancellationToken);
        return height.TryGet(out long atBlock, out LedgerError? error)
            ? await caller.GetStorageAsync(request.Address, request.Slot, atBlock, cancellationToken)
            : error;
    }
}
