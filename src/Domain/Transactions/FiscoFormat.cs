using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>FISCO BCOS 2.x's format (version 2.0.0-rc2 and later): [nonce, gasPrice, gasLimit, blockLimit, to, value, data,
/// chainId, groupId, extraData, v, r, s], v being 27 or 28. The first ten items are signed.</summary>
internal static class FiscoFormat
{
    /// <summary>Number of items.</summary>
    internal const int FieldCount = 13;

    private const ulong PlainV = 27;

    internal static TransactionDecodeError TryDecode(
        ReadOnlyMemory<byte> raw, RlpReader fields, HashBatch digests, out Transaction? transaction)
    {
        transaction = null;
        int start = fields.Position;
        if (!fields.TryReadUInt256(out UInt256 nonce)
            || nonce == UInt256.MaxValue // FISCO BCOS keeps this one for "no nonce".
            || !fields.TryReadUInt256(out UInt256 gasPrice)
            || !fields.TryReadUInt256(out UInt256 gasLimit)
            || !fields.TryReadUInt256(out UInt256 blockLimit)
            || !fields.TryReadOptionalAddress(out Address? to)
            || !fields.TryReadUInt256(out UInt256 value)
            || !TransactionEnvelope.TryReadData(ref fields, raw, out ReadOnlyMemory<byte> data)
            || !fields.TryReadUInt256(out UInt256 chainId)
            || !fields.TryReadUInt256(out UInt256 groupId)
            || !TransactionEnvelope.TryReadData(ref fields, raw, out ReadOnlyMemory<byte> extraData))
        {
            return TransactionDecodeError.Malformed;
        }

        ReadOnlySpan<byte> signed = raw.Span[start..fields.Position];
        if (!SignatureValues.TryRead(ref fields, out SignatureValues signature))
        {
            return TransactionDecodeError.Malformed;
        }

        if (!signature.V.IsUInt64 || signature.V.Low64 is < PlainV or > PlainV + 1 || !signature.IsInRange)
        {
            return TransactionDecodeError.InvalidSignature;
        }

        TransactionEnvelope.Add(digests, raw, TransactionKind.Fisco, signed, []);
        transaction = new Transaction
        {
            Kind = TransactionKind.Fisco,
            Raw = raw,
            Hash = default,
            SigningHash = default,
            ChainId = chainId,
            Nonce = nonce,
            GasPrice = gasPrice,
            MaxPriorityFeePerGas = gasPrice,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data,
            BlockLimit = blockLimit,
            GroupId = groupId,
            ExtraData = extraData,
            V = signature.V,
            R = signature.R,
            S = signature.S,
            YParity = (byte)(signature.V.Low64 - PlainV),
        };
        return TransactionDecodeError.None;
    }

    internal static void WriteFields(RlpWriter writer, UnsignedTransaction transaction)
    {
        writer.WriteInteger(transaction.Nonce);
        writer.WriteInteger(transaction.GasPrice);
        writer.WriteInteger(transaction.GasLimit);
        writer.WriteInteger(transaction.BlockLimit);
        writer.WriteOptionalAddress(transaction.To);
        writer.WriteInteger(transaction.Value);
        writer.WriteBytes(transaction.Data.Span);
        writer.WriteInteger(transaction.ChainId.GetValueOrDefault());
        writer.WriteInteger(transaction.GroupId);
        writer.WriteBytes(transaction.ExtraData.Span);
    }

    internal static UInt256 V(byte parity) => PlainV + parity;
}
