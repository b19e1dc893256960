using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Execution;
using Ledger.Node.Pool;

namespace Ledger.Application.Accounts;

/// <summary>The next nonce of an account as of a block; for the pending block its pooled transactions count too.</summary>
/// <param name="Address">The account.</param>
/// <param name="AsOf">The block.</param>
public sealed record GetNonce(Address Address, BlockReference AsOf) : IQuery<ulong>;

internal sealed class GetNonceHandler(BlockResolver resolver, IContractCaller caller, IPoolReader pool)
    : IQueryHandler<GetNonce, ulong>
{
    public async Task<Outcome<ulong>> Handle(GetNonce request, CancellationToken cancellationToken)
    {
        bool isPending = request.AsOf is BlockReference.ByTag { Tag: BlockTag.Pending };
        // Before the head is read and after it: in between, the pool may forget what the new head knows.
        ulong pooled = isPending ? pool.NextNonce(request.Address, 0) : 0;
        Outcome<long> height = await resolver.HeightAsync(request.AsOf, cancellationToken);
        if (!height.TryGet(out long atBlock, out LedgerError? error))
        {
            return error;
        }

        Account account = await caller.GetAccountAsync(request.Address, atBlock, cancellationToken);
        return isPending
            ? Math.Max(pooled, pool.NextNonce(request.Address, account.Nonce))
            : account.Nonce;
    }
}
