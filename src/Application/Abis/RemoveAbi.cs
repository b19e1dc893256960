using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Abis;

/// <summary>Makes this node forget the interface of a contract. Answers with the contract.</summary>
/// <param name="Address">The contract.</param>
public sealed record RemoveAbi(Address Address) : ICommand<Address>;

internal sealed class RemoveAbiHandler(AbiCatalog catalog) : ICommandHandler<RemoveAbi, Address>
{
    public async Task<Outcome<Address>> Handle(RemoveAbi request, CancellationToken cancellationToken) =>
        await catalog.RemoveAsync(request.Address, cancellationToken) ? request.Address : AbiErrors.NotFound(request.Address);
}
