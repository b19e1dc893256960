using System.Text.Json;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.EvmConformance.Formats;

/// <summary>Judges a transaction that ethers signed: made again from its fields and key, decoded, and its sender recovered.</summary>
internal static class SignedTransaction
{
    private static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;

    /// <summary>The fields that every format of ethers has.</summary>
    /// <param name="fields">The fields; those that are absent are zero or empty.</param>
    /// <param name="kind">The type of the transaction.</param>
    /// <param name="chainId">The chain; none for a legacy transaction without EIP-155.</param>
    public static UnsignedTransaction Read(JsonElement fields, TransactionKind kind, UInt256? chainId)
    {
        string to = fields.TryGetProperty("to", out JsonElement recipient) ? recipient.GetString() ?? "" : "";
        return new UnsignedTransaction
        {
            Kind = kind,
            ChainId = chainId,
            Nonce = fields.NumberOrZero("nonce"),
            GasPrice = fields.NumberOrZero(kind == TransactionKind.DynamicFee ? "maxFeePerGas" : "gasPrice"),
            MaxPriorityFeePerGas = fields.NumberOrZero("maxPriorityFeePerGas"),
            GasLimit = fields.NumberOrZero("gasLimit"),
            To = to is "" or "0x" ? null : Address.Parse(to),
            Value = fields.NumberOrZero("value"),
            Data = fields.BytesOrEmpty("data"),
            AccessList = AccessList(fields),
        };
    }

    /// <summary>What is wrong, or <see langword="null"/>.</summary>
    /// <param name="request">The fields.</param>
    /// <param name="unsigned">What is hashed and signed.</param>
    /// <param name="signed">The transaction's bytes.</param>
    /// <param name="privateKey">The key of the sender.</param>
    /// <param name="sender">The account of the sender.</param>
    public static string? Judge(
        UnsignedTransaction request, byte[] unsigned, byte[] signed, byte[] privateKey, Address sender)
    {
        Transaction made = TransactionSigner.Sign(request, new Secp256k1Signer(privateKey), Suite.Hash);
        if (made.SigningHash != Suite.Hash.Hash(unsigned))
        {
            return "the unsigned bytes are others";
        }

        if (!made.Raw.Span.SequenceEqual(signed))
        {
            return $"signed {Hex.Encode(made.Raw.Span)}, expected {Hex.Encode(signed)}";
        }

        TransactionDecodeError error = TransactionCodec.TryDecode(signed, Suite.Hash, out Transaction? decoded);
        return decoded is null ? $"cannot be decoded: {error}"
            : Wrong(decoded, made) is string field ? $"{field} decoded as something else"
            : !SenderRecovery.TryRecover(decoded, Suite.Signatures, out VerifiedTransaction? verified)
                || verified!.Sender != sender ? $"recovered {verified?.Sender}, expected {sender}"
            : null;
    }

    private static string? Wrong(Transaction decoded, Transaction made) =>
        decoded.Kind != made.Kind ? "the type"
        : decoded.ChainId != made.ChainId ? "the chain id"
        : decoded.Nonce != made.Nonce ? "the nonce"
        : decoded.GasPrice != made.GasPrice || decoded.MaxPriorityFeePerGas != made.MaxPriorityFeePerGas ? "a price"
        : decoded.GasLimit != made.GasLimit ? "the gas limit"
        : decoded.To != made.To ? "the recipient"
        : decoded.Value != made.Value ? "the value"
        : !decoded.Data.Span.SequenceEqual(made.Data.Span) ? "the data"
        : !AreEqual(decoded.AccessList, made.AccessList) ? "the access list"
        : decoded.Hash != made.Hash || decoded.SigningHash != made.SigningHash ? "a hash"
        : null;

    private static bool AreEqual(IReadOnlyList<AccessListEntry> left, IReadOnlyList<AccessListEntry> right) =>
        left.Count == right.Count
        && left.Zip(right).All(pair => pair.First.Address == pair.Second.Address
            && pair.First.StorageKeys.SequenceEqual(pair.Second.StorageKeys));

    private static AccessListEntry[] AccessList(JsonElement fields) =>
        fields.TryGetProperty("accessList", out JsonElement list)
            ? [.. list.EnumerateArray().Select(entry => new AccessListEntry(
                Address.Parse(entry.Text("address")),
                [.. entry.GetProperty("storageKeys").EnumerateArray().Select(key => key.Number())]))]
            : [];
}
