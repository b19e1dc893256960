using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;

namespace Ledger.Application.Accounts;

/// <summary>Reads an account's code as of a block; empty when it has none.</summary>
/// <param name="Address">The account.</param>
/// <param name="AsOf">The block.</param>
public sealed record GetCode(Address Address, BlockReference AsOf) : IQuery<ReadOnlyMemory<byte>>;

internal sealed class GetCodeHandler(BlockResolver resolver, IContractCaller caller)
    : IQueryHandler<GetCode, ReadOnlyMemory<byte>>
{
    public async Task<Outcome<ReadOnlyMemory<byte>>> Handle(GetCode request, CancellationToken cancellationToken)
    {
        Outcome<long> height = await resolver.HeightAsync(request.AsOf, cancellationToken);
        return height.TryGet(out long atBlock, out LedgerError? error)
            ? await caller.GetCodeAsync(request.Address, atBlock, cancellationToken)
            : error;
    }
}
