using System.Numerics;
using System.Text;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

public readonly partial struct AbiValue
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The number, when it is not negative.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    /// <exception cref="OverflowException">The number is negative.</exception>
    public UInt256 AsUInt256() => !Checked(AbiValueKind.Number)._isNegative
        ? _word
        : throw new OverflowException($"The number {this} is negative.");

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public BigInteger AsBigInteger() => Checked(AbiValueKind.Number)._isNegative
        ? -(BigInteger)(-_word)
        : (BigInteger)_word;

    /// <summary>The number, when it fits.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    /// <exception cref="OverflowException">The number is below -2^63 or above 2^63 - 1.</exception>
    public long AsInt64() => (long)AsBigInteger();

    /// <summary>The account.</summary>
    /// <exception cref="InvalidOperationException">The value is not an account.</exception>
    public Address AsAddress()
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        Checked(AbiValueKind.Address)._word.WriteBigEndian(word);
        return new Address(word[^Address.SizeBytes..]);
    }

    /// <summary>The truth.</summary>
    /// <exception cref="InvalidOperationException">The value is not a truth.</exception>
    public bool AsBoolean() => !Checked(AbiValueKind.Boolean)._word.IsZero;

    /// <summary>The bytes, in an array of their own.</summary>
    /// <exception cref="InvalidOperationException">The value is not bytes.</exception>
    public byte[] AsBytes() =>
        Checked(AbiValueKind.Bytes).ContentIn(stackalloc byte[InlineMaxBytes]).ToArray();

    /// <summary>The 32 bytes of a <c>bytes32</c>.</summary>
    /// <exception cref="InvalidOperationException">The value is not 32 bytes.</exception>
    public Hash256 AsHash256() => Checked(AbiValueKind.Bytes)._length == Hash256.SizeBytes
        ? new Hash256(ContentIn(stackalloc byte[InlineMaxBytes]))
        : throw new InvalidOperationException($"The value has {Length} bytes and not {Hash256.SizeBytes}.");

    /// <summary>The text; what is not UTF-8 shows as U+FFFD.</summary>
    /// <exception cref="InvalidOperationException">The value is not a text.</exception>
    public string AsText() =>
        System.Text.Encoding.UTF8.GetString(Checked(AbiValueKind.Text).ContentIn(stackalloc byte[InlineMaxBytes]));

    /// <summary>The bytes of the text as they were encoded.</summary>
    /// <exception cref="InvalidOperationException">The value is not a text.</exception>
    public byte[] AsUtf8() =>
        Checked(AbiValueKind.Text).ContentIn(stackalloc byte[InlineMaxBytes]).ToArray();
}
