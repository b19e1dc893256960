using Ledger.Application.Errors;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Abis;

/// <summary>The errors of the registry of interfaces.</summary>
internal static class AbiErrors
{
    public static LedgerError NotFound(in Address address) => new(
        ErrorCodes.AbiNotFound, $"This node knows no interface of {address} in this group; another node may know one.");
}
