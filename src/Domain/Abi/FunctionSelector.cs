using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;

namespace Ledger.Domain.Abi;

/// <summary>The first four bytes of the hash of a signature: what a call or an error begins with.</summary>
/// <param name="Value">The bytes as a big-endian number.</param>
public readonly record struct FunctionSelector(uint Value)
{
    /// <summary>Length in bytes.</summary>
    public const int SizeBytes = 4;

    /// <summary>The selector of a canonical signature, as <c>transfer(address,uint256)</c>.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="hash">The chain's hash: Keccak-256, or SM3 for contracts compiled for a guomi chain.</param>
    public static FunctionSelector Of(string signature, IHashFunction hash) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(hash.Hash(System.Text.Encoding.ASCII.GetBytes(signature)).Bytes));

    /// <summary>Reads the selector that <paramref name="data"/> begins with.</summary>
    /// <returns><see langword="false"/> when there are fewer than four bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out FunctionSelector? selector)
    {
        selector = BinaryPrimitives.TryReadUInt32BigEndian(data, out uint value) ? new FunctionSelector(value) : null;
        return selector is not null;
    }

    /// <summary>The four bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[SizeBytes];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>The four bytes as <c>0x</c> and lower-case hexadecimal.</summary>
    public override string ToString() => Hex.Encode(ToArray());
}
