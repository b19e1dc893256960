using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>The authorization list of EIP-7702: [[chainId, address, nonce, yParity, r, s], ...], and what an authority signs:
/// hash(0x05 ‖ rlp([chainId, address, nonce])).</summary>
public static class AuthorizationCodec
{
    /// <summary>The first byte of what is signed, which no transaction type has.</summary>
    private const byte Magic = 0x05;

    /// <summary>The most tuples that fit the longest transaction: a tuple takes at least 27 bytes.</summary>
    private const int TuplesMax = TransactionCodec.MaxSizeBytes / 27;

    private const int SignedSizeMaxBytes = 80;

    /// <summary>The digest that an authority signs.</summary>
    /// <param name="chainId">The chain it means; 0 is every chain.</param>
    /// <param name="address">The account whose code its calls shall run.</param>
    /// <param name="nonce">Its sequence number.</param>
    /// <param name="hash">The chain's hash function.</param>
    public static Hash256 SigningHash(in UInt256 chainId, in Address address, ulong nonce, IHashFunction hash)
    {
        using var writer = new RlpWriter(SignedSizeMaxBytes);
        writer.WriteRaw([Magic]);
        int list = writer.BeginList();
        writer.WriteInteger(chainId);
        writer.WriteBytes(address.Bytes);
        writer.WriteInteger(nonce);
        writer.EndList(list);
        return hash.Hash(writer.WrittenSpan);
    }

    internal static bool TryRead(ref RlpReader fields, IHashFunction hash, out Authorization[] tuples)
    {
        tuples = [];
        if (!fields.TryReadList(out RlpReader items) || !items.TryCount(TuplesMax, out int count))
        {
            return false;
        }

        var read = new Authorization[count];
        for (int i = 0; i < count; i++)
        {
            if (!TryReadTuple(ref items, hash, out Authorization? tuple))
            {
                return false;
            }

            read[i] = tuple!;
        }

        tuples = read;
        return true;
    }

    internal static void Write(RlpWriter writer, IReadOnlyList<Authorization> tuples)
    {
        int list = writer.BeginList();
        foreach (Authorization tuple in tuples)
        {
            int item = writer.BeginList();
            writer.WriteInteger(tuple.ChainId);
            writer.WriteBytes(tuple.Address.Bytes);
            writer.WriteInteger(tuple.Nonce);
            writer.WriteInteger((ulong)tuple.YParity);
            writer.WriteInteger(tuple.R);
            writer.WriteInteger(tuple.S);
            writer.EndList(item);
        }

        writer.EndList(list);
    }

    private static bool TryReadTuple(ref RlpReader items, IHashFunction hash, out Authorization? tuple)
    {
        tuple = null;
        if (!items.TryReadList(out RlpReader item)
            || !item.TryReadUInt256(out UInt256 chainId)
            || !item.TryReadAddress(out Address address)
            || !item.TryReadUInt64(out ulong nonce)
            || !item.TryReadUInt64(out ulong parity)
            || parity > byte.MaxValue
            || !item.TryReadUInt256(out UInt256 r)
            || !item.TryReadUInt256(out UInt256 s)
            || !item.IsAtEnd)
        {
            return false;
        }

        tuple = new Authorization
        {
            ChainId = chainId,
            Address = address,
            Nonce = nonce,
            YParity = (byte)parity,
            R = r,
            S = s,
            SigningHash = SigningHash(chainId, address, nonce, hash),
        };
        return true;
    }
}
