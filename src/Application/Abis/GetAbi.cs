using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Abis;

/// <summary>Reads the interface of a contract as it was registered on this node.</summary>
/// <param name="Address">The contract.</param>
public sealed record GetAbi(Address Address) : IQuery<RegisteredAbi>;

internal sealed class GetAbiHandler(IAbiRegistry registry) : IQueryHandler<GetAbi, RegisteredAbi>
{
    public async Task<Outcome<RegisteredAbi>> Handle(GetAbi request, CancellationToken cancellationToken) =>
        await registry.FindAsync(request.Address, cancellationToken) is RegisteredAbi found
            ? found
            : AbiErrors.NotFound(request.Address);
}
