using System.Buffers;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>The shape that all formats share: an optional type byte, then one list of fields and a tail of further items. With
/// the signature as the tail it is the transaction; with the signed formats' own tail it is what the sender signs.</summary>
internal static class TransactionEnvelope
{
    /// <summary>Ethereum's greatest nonce is below this one (EIP-2681).</summary>
    internal const ulong NonceEnd = ulong.MaxValue;

    private const int StackSizeMaxBytes = 256;

    /// <summary>Whether a type byte stands before the list (EIP-2718).</summary>
    internal static bool IsTyped(TransactionKind kind) =>
        kind is TransactionKind.AccessList or TransactionKind.DynamicFee or TransactionKind.SetCode;

    /// <summary>Puts the parts together in a new array.</summary>
    internal static byte[] Compose(TransactionKind kind, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> tail)
    {
        byte[] bytes = new byte[SizeOf(kind, fields, tail)];
        Write(bytes, kind, fields, tail);
        return bytes;
    }

    /// <summary>Hashes the parts as one.</summary>
    internal static Hash256 Hash(
        TransactionKind kind, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> tail, IHashFunction hash)
    {
        int sizeBytes = SizeOf(kind, fields, tail);
        if (sizeBytes <= StackSizeMaxBytes)
        {
            Span<byte> stack = stackalloc byte[StackSizeMaxBytes];
            Write(stack, kind, fields, tail);
            return hash.Hash(stack[..sizeBytes]);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(sizeBytes);
        Write(rented, kind, fields, tail);
        Hash256 digest = hash.Hash(rented.AsSpan(0, sizeBytes));
        ArrayPool<byte>.Shared.Return(rented);
        return digest;
    }

    /// <summary>Adds to what is hashed: the whole transaction, then the parts that its sender signed, as one.</summary>
    internal static void Add(
        HashBatch digests, ReadOnlyMemory<byte> raw, TransactionKind kind, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> tail)
    {
        digests.Add(raw.Span);
        Write(digests.Add(SizeOf(kind, fields, tail)), kind, fields, tail);
    }

    /// <summary>Reads the next byte string as a part of <paramref name="raw"/>, so that it is not copied.</summary>
    internal static bool TryReadData(ref RlpReader fields, ReadOnlyMemory<byte> raw, out ReadOnlyMemory<byte> data)
    {
        bool isRead = fields.TryReadBytes(out ReadOnlySpan<byte> bytes);
        data = isRead ? raw.Slice(fields.Position - bytes.Length, bytes.Length) : default;
        return isRead;
    }

    /// <summary>Reads a nonce of the Ethereum lane.</summary>
    internal static bool TryReadNonce(ref RlpReader fields, out UInt256 nonce)
    {
        bool isRead = fields.TryReadUInt64(out ulong number) && number < NonceEnd;
        nonce = number;
        return isRead;
    }

    private static int SizeOf(TransactionKind kind, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> tail)
    {
        int content = fields.Length + tail.Length;
        return (IsTyped(kind) ? 1 : 0) + RlpWriter.ListHeaderBytes(content) + content;
    }

    private static void Write(
        Span<byte> destination, TransactionKind kind, ReadOnlySpan<byte> fields, ReadOnlySpan<byte> tail)
    {
        if (IsTyped(kind))
        {
            destination[0] = (byte)kind;
            destination = destination[1..];
        }

        destination = destination[RlpWriter.WriteListHeader(destination, fields.Length + tail.Length)..];
        fields.CopyTo(destination);
        tail.CopyTo(destination[fields.Length..]);
    }
}
