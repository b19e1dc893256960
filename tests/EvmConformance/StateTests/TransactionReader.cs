using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.EvmConformance.Formats;

namespace Ledger.EvmConformance.StateTests;

/// <summary>Makes the transaction of a case: from its signed bytes with the production decoder, or from its fields.</summary>
internal static class TransactionReader
{
    /// <summary>How the files write a number that no transaction can hold.</summary>
    private const string TooBigPrefix = "0x:bigint";

    private static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;

    /// <summary>Reads the transaction.</summary>
    /// <param name="test">The case.</param>
    /// <param name="fromFields">Whether its signed bytes are left alone.</param>
    /// <param name="problem">Why it cannot be decoded: such a transaction is refused.</param>
    public static VerifiedTransaction? Read(StateTestCase test, bool fromFields, out string problem) =>
        test.TransactionBytes is string bytes && !fromFields
            ? FromBytes(Hex.Decode(bytes), out problem)
            : FromFields(test, out problem);

    /// <summary>The sender that the fields name.</summary>
    public static Address Sender(StateTestCase test) => Address.Parse(test.Transaction.Text("sender"));

    private static VerifiedTransaction? FromBytes(byte[] raw, out string problem)
    {
        TransactionDecodeError error = TransactionCodec.TryDecode(raw, Suite.Hash, out Transaction? transaction);
        if (transaction is null)
        {
            problem = $"cannot be decoded: {error}";
            return null;
        }

        problem = "no sender can be recovered";
        return SenderRecovery.TryRecover(transaction, Suite.Signatures, out VerifiedTransaction? verified) ? verified : null;
    }

    private static VerifiedTransaction? FromFields(StateTestCase test, out string problem)
    {
        JsonElement fields = test.Transaction;
        problem = "has a number of more than 256 bits";
        if (Pick(test, "value", "value").StartsWith(TooBigPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        IReadOnlyList<AccessListEntry>? accessList = AccessList(test);
        TransactionKind kind = KindOf(fields, accessList);
        UInt256 price = fields.NumberOrZero(HasFeeCap(kind) ? "maxFeePerGas" : "gasPrice");
        string to = fields.Text("to");
        var transaction = new Transaction
        {
            Kind = kind,
            Raw = default,
            Hash = default,
            SigningHash = default,
            Nonce = fields.NumberOrZero("nonce"),
            GasPrice = price,
            MaxPriorityFeePerGas = HasFeeCap(kind) ? fields.NumberOrZero("maxPriorityFeePerGas") : price,
            GasLimit = Number(Pick(test, "gasLimit", "gas")),
            To = to.Length == 0 ? null : Address.Parse(to),
            Value = Number(Pick(test, "value", "value")),
            Data = Hex.Decode(Pick(test, "data", "data")),
            AccessList = accessList ?? [],
            V = default,
            R = default,
            S = default,
            YParity = 0,
        };
        return new VerifiedTransaction(SetCodeFields.Complete(transaction, fields), Sender(test));
    }

    private static TransactionKind KindOf(JsonElement fields, IReadOnlyList<AccessListEntry>? accessList) =>
        SetCodeFields.Has(fields) ? TransactionKind.SetCode
        : Shape.Has(fields, "blobVersionedHashes") || Shape.Has(fields, "maxFeePerBlobGas") ? TransactionKind.Blob
        : Shape.Has(fields, "maxFeePerGas") ? TransactionKind.DynamicFee
        : accessList is not null ? TransactionKind.AccessList
        : TransactionKind.Legacy;

    private static bool HasFeeCap(TransactionKind kind) =>
        kind is TransactionKind.DynamicFee or TransactionKind.Blob or TransactionKind.SetCode;

    private static IReadOnlyList<AccessListEntry>? AccessList(StateTestCase test)
    {
        if (!test.Transaction.TryGetProperty("accessLists", out JsonElement lists)
            || lists[test.Index("data")] is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        return [.. list.EnumerateArray().Select(entry => new AccessListEntry(
            Address.Parse(entry.Text("address")),
            [.. entry.GetProperty("storageKeys").EnumerateArray().Select(key => key.Number())]))];
    }

    private static string Pick(StateTestCase test, string list, string index) =>
        test.Transaction.GetProperty(list)[test.Index(index)].Text();

    private static UInt256 Number(string text) => JsonFields.TryNumber(text, out UInt256 number)
        ? number
        : throw new FormatException($"'{text}' is not a number of at most 256 bits.");
}
