using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Execution;

namespace Ledger.Application.Accounts;

/// <summary>Reads an account as of a block; an account that does not exist is an empty one.</summary>
/// <param name="Address">The account.</param>
/// <param name="AsOf">The block.</param>
public sealed record GetAccount(Address Address, BlockReference AsOf) : IQuery<AccountView>;

/// <summary>An account as of a block.</summary>
/// <param name="Address">The account.</param>
/// <param name="State">Nonce, balance and code hash.</param>
/// <param name="BlockNumber">The height that was read.</param>
public sealed record AccountView(Address Address, Account State, long BlockNumber);

internal sealed class GetAccountHandler(BlockResolver resolver, IContractCaller caller)
    : IQueryHandler<GetAccount, AccountView>
{
    public async Task<Outcome<AccountView>> Handle(GetAccount request, CancellationToken cancellationToken)
    {
        Outcome<long> height = await resolver.HeightAsync(request.AsOf, cancellationToken);
        if (!height.TryGet(out long atBlock, out LedgerError? error))
        {
            return error;
        }

        Account state = await caller.GetAccountAsync(request.Address, atBlock, cancellationToken);
        return new AccountView(request.Address, state, atBlock);
    }
}
