using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.EvmConformance.Formats;

namespace Ledger.EvmConformance.StateTests;

/// <summary>What a set-code transaction (EIP-7702) has besides the fields of the other types.</summary>
internal static class SetCodeFields
{
    private const string List = "authorizationList";

    /// <summary>Whether the fields are those of a set-code transaction.</summary>
    public static bool Has(JsonElement fields) => Shape.Has(fields, List);

    /// <summary>Adds the authorizations to a transaction that has all other fields; leaves other types alone.</summary>
    public static Transaction Complete(Transaction transaction, JsonElement fields) => Has(fields)
        ? transaction with { AuthorizationList = [.. fields.GetProperty(List).EnumerateArray().Select(Read)] }
        : transaction;

    private static Authorization Read(JsonElement tuple)
    {
        UInt256 chainId = tuple.NumberOrZero("chainId");
        var address = Address.Parse(tuple.Text("address"));
        ulong nonce = UInt64(tuple, "nonce");
        return new Authorization
        {
            ChainId = chainId,
            Address = address,
            Nonce = nonce,
            YParity = checked((byte)UInt64(tuple, Shape.Has(tuple, "yParity") ? "yParity" : "v")),
            R = tuple.NumberOrZero("r"),
            S = tuple.NumberOrZero("s"),
            SigningHash = AuthorizationCodec.SigningHash(chainId, address, nonce, CryptoSuites.Secp256k1.Hash),
        };
    }

    private static ulong UInt64(JsonElement tuple, string field) => tuple.NumberOrZero(field).TryToUInt64(out ulong number)
        ? number
        : throw new FormatException($"'{field}' has more than 64 bits.");
}
