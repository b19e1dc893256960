using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>The formats of EIP-2718 with a type byte before the list. EIP-2930: [chainId, nonce, gasPrice, gasLimit, to, value,
/// data, accessList, yParity, r, s]. EIP-1559 has maxPriorityFeePerGas and maxFeePerGas in place of gasPrice. EIP-7702 is
/// EIP-1559 with the authorization list after the access list.</summary>
internal static class TypedFormat
{
    internal static TransactionDecodeError TryDecode(
        TransactionKind kind, ReadOnlyMemory<byte> raw, HashBatch digests, IHashFunction hash, out Transaction? transaction)
    {
        transaction = null;
        ReadOnlyMemory<byte> payload = raw[1..];
        var reader = new RlpReader(payload.Span);
        if (!reader.TryReadOnlyList(out RlpReader fields))
        {
            return TransactionDecodeError.Malformed;
        }

        int start = fields.Position;
        if (!fields.TryReadUInt256(out UInt256 chainId)
            || !TransactionEnvelope.TryReadNonce(ref fields, out UInt256 nonce)
            || !TryReadPrices(ref fields, kind, out UInt256 gasPrice, out UInt256 priorityFee)
            || !fields.TryReadUInt256(out UInt256 gasLimit)
            || !fields.TryReadOptionalAddress(out Address? to)
            || !fields.TryReadUInt256(out UInt256 value)
            || !TransactionEnvelope.TryReadData(ref fields, payload, out ReadOnlyMemory<byte> data)
            || !AccessListCodec.TryRead(ref fields, out AccessListEntry[] accessList)
            || !TryReadAuthorizations(ref fields, kind, hash, out Authorization[] authorizations))
        {
            return TransactionDecodeError.Malformed;
        }

        ReadOnlySpan<byte> signed = payload.Span[start..fields.Position];
        if (!SignatureValues.TryRead(ref fields, out SignatureValues signature))
        {
            return TransactionDecodeError.Malformed;
        }

        if (signature.V > UInt256.One || !signature.IsInRange)
        {
            return TransactionDecodeError.InvalidSignature;
        }

        TransactionEnvelope.Add(digests, raw, kind, signed, []);
        transaction = new Transaction
        {
            Kind = kind,
            Raw = raw,
            Hash = default,
            SigningHash = default,
            ChainId = chainId,
            Nonce = nonce,
            GasPrice = gasPrice,
            MaxPriorityFeePerGas = priorityFee,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data,
            AccessList = accessList,
            AuthorizationList = authorizations,
            V = signature.V,
            R = signature.R,
            S = signature.S,
            YParity = (byte)signature.V.Low64,
        };
        return TransactionDecodeError.None;
    }

    internal static void WriteFields(RlpWriter writer, UnsignedTransaction transaction)
    {
        writer.WriteInteger(transaction.ChainId.GetValueOrDefault());
        writer.WriteInteger(transaction.Nonce);
        if (HasFeeCap(transaction.Kind))
        {
            writer.WriteInteger(transaction.MaxPriorityFeePerGas);
        }

        writer.WriteInteger(transaction.GasPrice);
        writer.WriteInteger(transaction.GasLimit);
        writer.WriteOptionalAddress(transaction.To);
        writer.WriteInteger(transaction.Value);
        writer.WriteBytes(transaction.Data.Span);
        AccessListCodec.Write(writer, transaction.AccessList);
        if (transaction.Kind == TransactionKind.SetCode)
        {
            AuthorizationCodec.Write(writer, transaction.AuthorizationList);
        }
    }

    private static bool HasFeeCap(TransactionKind kind) =>
        kind is TransactionKind.DynamicFee or TransactionKind.SetCode;

    private static bool TryReadAuthorizations(
        ref RlpReader fields, TransactionKind kind, IHashFunction hash, out Authorization[] authorizations)
    {
        authorizations = [];
        return kind != TransactionKind.SetCode || AuthorizationCodec.TryRead(ref fields, hash, out authorizations);
    }

    private static bool TryReadPrices(
        ref RlpReader fields, TransactionKind kind, out UInt256 gasPrice, out UInt256 priorityFee)
    {
        if (HasFeeCap(kind))
        {
            return fields.TryReadUInt256(out priorityFee) & fields.TryReadUInt256(out gasPrice);
        }

        bool isRead = fields.TryReadUInt256(out gasPrice);
        priorityFee = gasPrice;
        return isRead;
    }
}
