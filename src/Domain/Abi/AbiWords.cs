using System.Numerics;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>Elementary values of one word: what each type takes, and how it stands in its 32 bytes.</summary>
internal static class AbiWords
{
    /// <summary>Checks a value against an elementary type of one word and tells the word.</summary>
    /// <returns>What is wrong; <see langword="null"/> when nothing is.</returns>
    internal static string? Write(AbiType type, in AbiValue value, out UInt256 word)
    {
        word = value.Word;
        return type switch
        {
            AbiType.Number number => Number(type, number.Bits, number.IsSigned, value),
            AbiType.FixedPoint fixedPoint => Number(type, fixedPoint.Bits, fixedPoint.IsSigned, value),
            AbiType.Address => value.Kind == AbiValueKind.Address ? null : Wrong(value, type, "an address"),
            AbiType.Boolean => value.Kind == AbiValueKind.Boolean ? null : Wrong(value, type, "true or false"),
            AbiType.FixedBytes bytes => Bytes(type, bytes.LengthBytes, value),
            AbiType.Function => Bytes(type, AbiType.Function.LengthBytes, value),
            _ => throw new InvalidOperationException($"{type} is not a type of one word."),
        };
    }

    /// <summary>Reads a word strictly: what the type does not use must be as encoders leave it.</summary>
    /// <returns>What is wrong; <see langword="null"/> when nothing is.</returns>
    internal static string? Read(AbiType type, in UInt256 word, out AbiValue value)
    {
        switch (type)
        {
            case AbiType.Number number:
                value = number.IsSigned ? AbiValue.FromTwosComplement(word) : word;
                return Fits(number.Bits, number.IsSigned, value) ? null : Dirty(type, "is not extended by its sign");
            case AbiType.FixedPoint fixedPoint:
                value = fixedPoint.IsSigned ? AbiValue.FromTwosComplement(word) : word;
                return Fits(fixedPoint.Bits, fixedPoint.IsSigned, value) ? null : Dirty(type, "is not extended by its sign");
            case AbiType.Address:
                value = AbiValue.AddressOf(word);
                return word.BitLength <= 8 * Address.SizeBytes ? null : Dirty(type, "has more than 20 bytes");
            case AbiType.Boolean:
                value = !word.IsZero;
                return word.BitLength <= 1 ? null : Dirty(type, "is neither 0 nor 1");
            case AbiType.FixedBytes bytes:
                return ReadBytes(type, bytes.LengthBytes, word, out value);
            case AbiType.Function:
                return ReadBytes(type, AbiType.Function.LengthBytes, word, out value);
            default:
                throw new InvalidOperationException($"{type} is not a type of one word.");
        }
    }

    internal static string Wrong(in AbiValue value, AbiType type, string expected) =>
        $"{type} takes {expected}, and this is {Described(value)}.";

    private static string? Number(AbiType type, int bits, bool isSigned, in AbiValue value)
    {
        if (value.Kind != AbiValueKind.Number)
        {
            return Wrong(value, type, "a number");
        }

        return Fits(bits, isSigned, value) ? null : $"{value} does not fit {type}: it holds {Range(bits, isSigned)}.";
    }

    private static bool Fits(int bits, bool isSigned, in AbiValue value) =>
        value.IsNegative
            ? isSigned && (~value.Word).BitLength < bits
            : value.Word.BitLength <= (isSigned ? bits - 1 : bits);

    private static string? Bytes(AbiType type, int length, in AbiValue value) =>
        value.Kind != AbiValueKind.Bytes ? Wrong(value, type, $"{length} bytes")
        : value.Length != length ? $"{type} takes exactly {length} bytes, and these are {value.Length}."
        : null;

    private static string? ReadBytes(AbiType type, int length, in UInt256 word, out AbiValue value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        word.WriteBigEndian(bytes);
        value = AbiValue.Bytes(bytes[..length]);
        return bytes[length..].IndexOfAnyExcept((byte)0) < 0 ? null : Dirty(type, "has bytes after its last");
    }

    private static string Dirty(AbiType type, string what) =>
        $"This word is not a {type}: it {what}. The data is damaged, or made for another type.";

    private static string Range(int bits, bool isSigned)
    {
        BigInteger count = BigInteger.One << (isSigned ? bits - 1 : bits);
        return isSigned ? $"{-count} to {count - 1}" : $"0 to {count - 1}";
    }

    private static string Described(in AbiValue value) => value.Kind switch
    {
        AbiValueKind.Number => "the number " + value,
        AbiValueKind.Address => "the address " + value,
        AbiValueKind.Boolean => value.ToString(),
        AbiValueKind.Bytes => $"{value.Length} bytes",
        AbiValueKind.Text => $"a text of {value.Length} bytes",
        _ => $"a list of {value.Length}",
    };
}
