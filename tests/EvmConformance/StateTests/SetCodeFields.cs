using System.Text.Json;
using Ledger.Domain.Transactions;
using Ledger.EvmConformance.Formats;

namespace Ledger.EvmConformance.StateTests;

/// <summary>What a set-code transaction (EIP-7702) has besides the fields of the other types.</summary>
/// <remarks>The domain's transaction holds no authorizations yet, so a case that is built from its fields cannot pass unless it
/// must be refused; one that is decoded from its bytes does not come here. An entry of <c>authorizationList</c> has chainId,
/// address, nonce, v or yParity, r and s.</remarks>
internal static class SetCodeFields
{
    private const string List = "authorizationList";

    /// <summary>Whether the fields are those of a set-code transaction.</summary>
    public static bool Has(JsonElement fields) => Shape.Has(fields, List);

    /// <summary>Adds the authorizations to a transaction that has all other fields; leaves other types alone.</summary>
    public static Transaction Complete(Transaction transaction, JsonElement fields) =>
        Has(fields) ? transaction with { Kind = TransactionKind.SetCode } : transaction;
}
