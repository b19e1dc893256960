using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>Ethereum's first format: [nonce, gasPrice, gasLimit, to, value, data, v, r, s]. With EIP-155 the chain id is part
/// of v, and [chainId, 0, 0] follows the fields in what is signed.</summary>
internal static class LegacyFormat
{
    /// <summary>Number of items.</summary>
    internal const int FieldCount = 9;

    /// <summary>The greatest chain id whose v fits 64 bits; EIP-2294 keeps chain ids below it.</summary>
    internal const ulong ChainIdMax = (ulong.MaxValue - ProtectedV - 1) / 2;

    private const ulong PlainV = 27;
    private const ulong ProtectedV = 35;

    internal static TransactionDecodeError TryDecode(
        ReadOnlyMemory<byte> raw, RlpReader fields, HashBatch digests, out Transaction? transaction)
    {
        transaction = null;
        int start = fields.Position;
        if (!TransactionEnvelope.TryReadNonce(ref fields, out UInt256 nonce)
            || !fields.TryReadUInt256(out UInt256 gasPrice)
            || !fields.TryReadUInt256(out UInt256 gasLimit)
            || !fields.TryReadOptionalAddress(out Address? to)
            || !fields.TryReadUInt256(out UInt256 value)
            || !TransactionEnvelope.TryReadData(ref fields, raw, out ReadOnlyMemory<byte> data))
        {
            return TransactionDecodeError.Malformed;
        }

        ReadOnlySpan<byte> signed = raw.Span[start..fields.Position];
        if (!SignatureValues.TryRead(ref fields, out SignatureValues signature))
        {
            return TransactionDecodeError.Malformed;
        }

        if (!TryReadV(signature.V, out UInt256? chainId, out byte parity) || !signature.IsInRange)
        {
            return TransactionDecodeError.InvalidSignature;
        }

        using RlpWriter tail = SignedTail(chainId);
        TransactionEnvelope.Add(digests, raw, TransactionKind.Legacy, signed, tail.WrittenSpan);
        transaction = new Transaction
        {
            Kind = TransactionKind.Legacy,
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
            V = signature.V,
            R = signature.R,
            S = signature.S,
            YParity = parity,
        };
        return TransactionDecodeError.None;
    }

    internal static void WriteFields(RlpWriter writer, UnsignedTransaction transaction)
    {
        writer.WriteInteger(transaction.Nonce);
        writer.WriteInteger(transaction.GasPrice);
        writer.WriteInteger(transaction.GasLimit);
        writer.WriteOptionalAddress(transaction.To);
        writer.WriteInteger(transaction.Value);
        writer.WriteBytes(transaction.Data.Span);
    }

    internal static Hash256 SigningHash(ReadOnlySpan<byte> fields, in UInt256? chainId, IHashFunction hash)
    {
        using RlpWriter tail = SignedTail(chainId);
        return TransactionEnvelope.Hash(TransactionKind.Legacy, fields, tail.WrittenSpan, hash);
    }

    internal static UInt256 V(in UInt256? chainId, byte parity) =>
        chainId is UInt256 id ? checked((id.Low64 * 2) + ProtectedV + parity) : PlainV + parity;

    private static RlpWriter SignedTail(in UInt256? chainId)
    {
        var tail = new RlpWriter(64);
        if (chainId is UInt256 id)
        {
            tail.WriteInteger(id);
            tail.WriteInteger(0UL);
            tail.WriteInteger(0UL);
        }

        return tail;
    }

    private static bool TryReadV(in UInt256 v, out UInt256? chainId, out byte parity)
    {
        chainId = null;
        parity = 0;
        if (!v.IsUInt64 || v.Low64 is < PlainV or (> PlainV + 1 and < ProtectedV))
        {
            return false;
        }

        bool isProtected = v.Low64 >= ProtectedV;
        ulong offset = v.Low64 - (isProtected ? ProtectedV : PlainV);
        parity = (byte)(offset % 2);
        chainId = isProtected ? offset / 2 : null;
        return true;
    }
}
