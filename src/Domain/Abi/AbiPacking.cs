using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>The two encodings that only exist to be hashed: they cannot be decoded, since lengths are left out.</summary>
public static class AbiPacking
{
    /// <summary>Encodes as <c>abi.encodePacked</c> does (ABI specification, "Non-standard Packed Mode"): each type in its own
    /// bytes, strings and bytes without a length, array elements in whole words.</summary>
    /// <remarks>Different values can have one packed form: <c>("a","bc")</c> and <c>("ab","c")</c>. Solidity refuses nested arrays;
    /// here they are their elements one after another, as in other libraries.</remarks>
    /// <param name="parameters">The types: no tuples, and no arrays of strings or bytes.</param>
    /// <param name="values">A value for each.</param>
    /// <param name="bytes">The encoding; empty when a value does not fit.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public static bool TryEncodePacked(
        AbiType.Tuple parameters, ReadOnlySpan<AbiValue> values, out byte[] bytes, out AbiProblem? problem)
    {
        var writer = new AbiWriter(parameters.HeadsSizeBytes);
        problem = values.Length == parameters.Members.Count
            ? null
            : AbiProblem.Of($"{parameters} takes {parameters.Members.Count} values, and these are {values.Length}.");
        for (int i = 0; i < values.Length && problem is null; i++)
        {
            AppendPacked(writer, parameters.ItemType(i), values[i]);
            problem = AbiCodec.AtArgument(writer.Problem?.Inside(parameters.ItemPath(i)));
        }

        bytes = problem is null ? writer.ToArray() : [];
        return problem is null;
    }

    /// <summary>The topic of an indexed event parameter (ABI specification, "Encoding of Indexed Event Parameters"): the word
    /// itself, or for strings, bytes, arrays and tuples the hash of their contents.</summary>
    internal static bool TryEncodeTopic(
        AbiType type, in AbiValue value, IHashFunction hash, out Hash256 topic, out AbiProblem? problem)
    {
        var writer = new AbiWriter(AbiType.WordBytes);
        if (type is AbiType.Bytes or AbiType.Text)
        {
            AppendContent(writer, type, value, isPadded: false);
        }
        else
        {
            AppendWords(writer, type, value);
        }

        problem = writer.Problem;
        byte[] bytes = problem is null ? writer.ToArray() : [];
        topic = problem is not null ? default : type.IsHashedInTopics ? hash.Hash(bytes) : new Hash256(bytes);
        return problem is null;
    }

    private static void AppendPacked(AbiWriter writer, AbiType type, in AbiValue value)
    {
        switch (type)
        {
            case AbiType.Tuple:
                writer.Refuse($"{type} has no packed form: tuples have none; give the members one by one.");
                break;
            case AbiType.Bytes or AbiType.Text:
                AppendContent(writer, type, value, isPadded: false);
                break;
            case AbiType.Array or AbiType.FixedArray when HasWordsOnly(type):
                AppendWords(writer, type, value);
                break;
            case AbiType.Array or AbiType.FixedArray:
                writer.Refuse($"{type} has no packed form: only arrays of types of one word have.");
                break;
            default:
                AppendShort(writer, type, value);
                break;
        }
    }

    private static bool HasWordsOnly(AbiType type) => type switch
    {
        AbiType.Array array => HasWordsOnly(array.Element),
        AbiType.FixedArray array => HasWordsOnly(array.Element),
        _ => type.Depth == 0 && !type.IsDynamic,
    };

    private static void AppendShort(AbiWriter writer, AbiType type, in AbiValue value)
    {
        Span<byte> bytes = stackalloc byte[AbiType.WordBytes];
        if (!TryWord(writer, type, value, bytes))
        {
            return;
        }

        writer.Append(type switch
        {
            AbiType.FixedBytes fixedBytes => bytes[..fixedBytes.LengthBytes],
            AbiType.Function => bytes[..AbiType.Function.LengthBytes],
            AbiType.Number number => bytes[^(number.Bits / 8)..],
            AbiType.FixedPoint number => bytes[^(number.Bits / 8)..],
            AbiType.Address => bytes[^Address.SizeBytes..],
            _ => bytes[^1..],
        });
    }

    private static void AppendWords(AbiWriter writer, AbiType type, in AbiValue value)
    {
        if (type is AbiType.Bytes or AbiType.Text)
        {
            AppendContent(writer, type, value, isPadded: true);
            return;
        }

        if (type.Depth == 0)
        {
            Span<byte> bytes = stackalloc byte[AbiType.WordBytes];
            if (TryWord(writer, type, value, bytes))
            {
                writer.Append(bytes);
            }

            return;
        }

        for (int i = 0; writer.TryTakeItems(type, value) && i < value.Length; i++)
        {
            AppendWords(writer, type.ItemType(i), value.Items[i]);
            if (writer.Problem is not null)
            {
                writer.Locate(type.ItemPath(i));
                return;
            }
        }
    }

    private static void AppendContent(AbiWriter writer, AbiType type, in AbiValue value, bool isPadded)
    {
        AbiValueKind kind = type is AbiType.Text ? AbiValueKind.Text : AbiValueKind.Bytes;
        if (value.Kind != kind)
        {
            writer.Refuse(AbiWords.Wrong(value, type, kind == AbiValueKind.Text ? "a text" : "bytes"));
            return;
        }

        ReadOnlySpan<byte> content = value.ContentIn(stackalloc byte[AbiType.WordBytes]);
        writer.Append(content);
        if (isPadded)
        {
            writer.Append(AbiWriter.Zeros[..(-content.Length & (AbiType.WordBytes - 1))]);
        }
    }

    private static bool TryWord(AbiWriter writer, AbiType type, in AbiValue value, Span<byte> bytes)
    {
        string? problem = AbiWords.Write(type, value, out UInt256 word);
        if (problem is not null)
        {
            writer.Refuse(problem);
            return false;
        }

        word.WriteBigEndian(bytes);
        return true;
    }
}
