using System.Buffers.Binary;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Machine;

/// <summary>Where a new contract lives.</summary>
public static class ContractAddress
{
    private const byte RlpListPrefix = 0xc0;
    private const byte RlpStringPrefix = 0x80;
    private const byte Create2Prefix = 0xff;

    /// <summary>The address that follows from a creator and its nonce (Yellow Paper, section 7).</summary>
    /// <param name="hash">The chain's hash function.</param>
    /// <param name="creator">The creator.</param>
    /// <param name="nonce">Its nonce before the creation.</param>
    public static Address FromNonce(IHashFunction hash, in Address creator, ulong nonce)
    {
        // RLP [creator, nonce], written out because it is at most 31 bytes: a list and two strings, all short.
        Span<byte> bytes = stackalloc byte[2 + Address.SizeBytes + 1 + sizeof(ulong)];
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(wide, nonce);
        ReadOnlySpan<byte> digits = wide.TrimStart((byte)0);
        bytes[1] = RlpStringPrefix + Address.SizeBytes;
        creator.Bytes.CopyTo(bytes[2..]);
        int length = 2 + Address.SizeBytes;
        if (digits.Length != 1 || digits[0] >= RlpStringPrefix)
        {
            bytes[length++] = (byte)(RlpStringPrefix + digits.Length);
        }

        digits.CopyTo(bytes[length..]);
        length += digits.Length;
        bytes[0] = (byte)(RlpListPrefix + length - 1);
        return Last20(hash.Hash(bytes[..length]));
    }

    /// <summary>The address that follows from a creator, a salt and the init code (EIP-1014).</summary>
    /// <param name="hash">The chain's hash function.</param>
    /// <param name="creator">The creator.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="initCode">The init code.</param>
    public static Address FromSalt(IHashFunction hash, in Address creator, in UInt256 salt, ReadOnlySpan<byte> initCode)
    {
        Span<byte> bytes = stackalloc byte[1 + Address.SizeBytes + UInt256.SizeBytes + Hash256.SizeBytes];
        bytes[0] = Create2Prefix;
        creator.Bytes.CopyTo(bytes[1..]);
        salt.WriteBigEndian(bytes[(1 + Address.SizeBytes)..]);
        hash.Hash(initCode).Bytes.CopyTo(bytes[(1 + Address.SizeBytes + UInt256.SizeBytes)..]);
        return Last20(hash.Hash(bytes));
    }

    private static Address Last20(in Hash256 hash) => new(hash.Bytes[(Hash256.SizeBytes - Address.SizeBytes)..]);
}
