using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Wallet;

/// <summary>A private key and its chain code, from which child keys are derived (BIP-32). Wipes itself when disposed.</summary>
internal sealed class ExtendedPrivateKey : IDisposable
{
    /// <summary>Indexes from here on derive hardened children, from which the parent cannot be found.</summary>
    public const uint HardenedOffset = 0x8000_0000;

    private const int HalfBytes = 32;
    private const int DataBytes = Secp256k1Library.CompressedPublicKeyBytes + sizeof(uint);

    private readonly byte[] _keyAndChainCode;

    private ExtendedPrivateKey(byte[] keyAndChainCode) => _keyAndChainCode = keyAndChainCode;

    /// <summary>The 32 bytes of the key.</summary>
    public ReadOnlySpan<byte> Key => _keyAndChainCode.AsSpan(0, HalfBytes);

    private ReadOnlySpan<byte> ChainCode => _keyAndChainCode.AsSpan(HalfBytes);

    /// <summary>The master key of a seed (BIP-32, "Master key generation").</summary>
    /// <exception cref="CryptographicException">The seed gives no valid key: a chance of 2^-127.</exception>
    public static ExtendedPrivateKey FromSeed(ReadOnlySpan<byte> seed)
    {
        byte[] master = HMACSHA512.HashData("Bitcoin seed"u8, seed);
        return Secp256k1.TryDerivePublicKey(master.AsSpan(0, HalfBytes), out _)
            ? new ExtendedPrivateKey(master)
            : throw new CryptographicException("This seed gives no valid master key; use another phrase.");
    }

    /// <summary>The child at <paramref name="index"/> (BIP-32, "Private parent key to private child key").</summary>
    /// <exception cref="CryptographicException">The child is not valid: a chance of 2^-127; use the next index.</exception>
    public ExtendedPrivateKey Derive(uint index)
    {
        Span<byte> data = stackalloc byte[DataBytes];
        WriteParent(data, isHardened: index >= HardenedOffset);
        BinaryPrimitives.WriteUInt32BigEndian(data[Secp256k1Library.CompressedPublicKeyBytes..], index);
        byte[] child = HMACSHA512.HashData(ChainCode, data);
        CryptographicOperations.ZeroMemory(data);

        Span<byte> key = stackalloc byte[HalfBytes];
        Key.CopyTo(key);
        bool isValid = Secp256k1Library.AddToPrivateKey(Secp256k1Library.Context, key, child.AsSpan(0, HalfBytes)) == 1;
        key.CopyTo(child);
        CryptographicOperations.ZeroMemory(key);
        return isValid
            ? new ExtendedPrivateKey(child)
            : throw new CryptographicException($"The child key at index {index} is not valid; use the next index.");
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_keyAndChainCode);

    // A hardened child hashes 0 ‖ private key, a normal one the compressed public key.
    private void WriteParent(Span<byte> data, bool isHardened)
    {
        if (isHardened)
        {
            data[0] = 0;
            Key.CopyTo(data[1..]);
            return;
        }

        _ = Secp256k1.TryDerivePublicKey(Key, out NodeId publicKey);
        bool isOdd = (publicKey.Bytes[^1] & 1) != 0;
        data[0] = isOdd ? (byte)3 : (byte)2;
        publicKey.Bytes[..HalfBytes].CopyTo(data[1..]);
    }
}
