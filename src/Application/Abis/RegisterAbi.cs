using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Abis;

/// <summary>Tells this node the interface of a contract, so that it can put the contract's own errors into words. The contract need not
/// exist yet. Changes nothing on chain.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Json">The JSON contract ABI, as compilers make it.</param>
public sealed record RegisterAbi(Address Address, string Json) : ICommand<AbiSummary>;

internal sealed class RegisterAbiValidator : RequestValidator<RegisterAbi>
{
    public RegisterAbiValidator()
    {
        Rule(command => command.Json.Length > 0, "An interface is a JSON array, and this is empty.");
        Rule(
            command => command.Json.Length <= AbiRegistryLimits.JsonCharactersMax,
            $"The JSON of an interface has at most {AbiRegistryLimits.JsonCharactersMax} characters.");
    }
}

internal sealed class RegisterAbiHandler(AbiCatalog catalog, CryptoSuite suite) : ICommandHandler<RegisterAbi, AbiSummary>
{
    public async Task<Outcome<AbiSummary>> Handle(RegisterAbi request, CancellationToken cancellationToken) =>
        ContractAbi.TryParse(request.Json, suite.Hash, out ContractAbi? abi, out AbiProblem? problem)
            ? await catalog.RegisterAsync(request.Address, request.Json, abi, cancellationToken)
            : new LedgerError(ErrorCodes.InvalidRequest, $"This is no contract ABI. {problem}");
}
