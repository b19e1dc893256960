using System.Buffers.Binary;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>Writes values from front to back: the heads of a container, then its tails one after another.</summary>
internal sealed class AbiWriter
{
    private const int WordBytes = AbiType.WordBytes;

    private byte[] _buffer;
    private int _length;

    internal AbiWriter(int capacityBytes) => _buffer = new byte[capacityBytes];

    /// <summary>A word of zeros.</summary>
    internal static ReadOnlySpan<byte> Zeros => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>What is wrong with the values; <see langword="null"/> while nothing is.</summary>
    internal AbiProblem? Problem { get; private set; }

    internal byte[] ToArray() => _length == _buffer.Length ? _buffer : _buffer[.._length];

    /// <summary>Notes what is wrong with a value.</summary>
    internal void Refuse(string problem) => Problem ??= AbiProblem.Of(problem);

    /// <summary>Tells in which item of a container the problem is.</summary>
    internal void Locate(string itemPath) => Problem = Problem!.Inside(itemPath);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (TryReserve(bytes.Length, out int start))
        {
            bytes.CopyTo(_buffer.AsSpan(start));
        }
    }

    /// <summary>Appends a container: a tuple, or the elements of an array without their count.</summary>
    internal bool TryAppendItems(AbiType container, ReadOnlySpan<AbiValue> items)
    {
        int headsSize = container is AbiType.Tuple tuple
            ? tuple.HeadsSizeBytes
            : checked(container.ItemType(0).HeadSizeBytes * items.Length);
        if (!TryReserve(headsSize, out int start))
        {
            return false;
        }

        int head = start;
        for (int i = 0; i < items.Length; i++)
        {
            AbiType type = container.ItemType(i);
            bool isWritten;
            if (type.IsDynamic)
            {
                WriteWord(head, (ulong)(_length - start));
                isWritten = TryAppendTail(type, items[i]);
            }
            else
            {
                isWritten = TryWriteStatic(type, items[i], head);
            }

            if (!isWritten)
            {
                Locate(container.ItemPath(i));
                return false;
            }

            head += type.HeadSizeBytes;
        }

        return true;
    }

    /// <summary>Whether a value is a list that the container takes.</summary>
    internal bool TryTakeItems(AbiType container, in AbiValue value)
    {
        string what = container is AbiType.Tuple ? "members" : "elements";
        int? count = container switch
        {
            AbiType.Tuple tuple => tuple.Members.Count,
            AbiType.FixedArray array => array.Length,
            _ => null,
        };
        if (value.Kind != AbiValueKind.List)
        {
            return Fail(AbiWords.Wrong(value, container, $"a list of {what}"));
        }

        return count is null || count == value.Length
            || Fail($"{container} takes {count} {what}, and these are {value.Length}.");
    }

    private bool TryAppendTail(AbiType type, in AbiValue value)
    {
        switch (type)
        {
            case AbiType.Bytes:
                return value.Kind == AbiValueKind.Bytes
                    ? TryAppendContent(value)
                    : Fail(AbiWords.Wrong(value, type, "bytes"));
            case AbiType.Text:
                return value.Kind == AbiValueKind.Text
                    ? TryAppendContent(value)
                    : Fail(AbiWords.Wrong(value, type, "a text"));
            case AbiType.Array:
                if (!TryTakeItems(type, value) || !TryReserve(WordBytes, out int count))
                {
                    return false;
                }

                WriteWord(count, (ulong)value.Length);
                return TryAppendItems(type, value.Items);
            default:
                return TryTakeItems(type, value) && TryAppendItems(type, value.Items);
        }
    }

    private bool TryAppendContent(in AbiValue value)
    {
        ReadOnlySpan<byte> content = value.ContentIn(stackalloc byte[WordBytes]);
        if (!TryReserve(WordBytes + Padded(content.Length), out int start))
        {
            return false;
        }

        WriteWord(start, (ulong)content.Length);
        content.CopyTo(_buffer.AsSpan(start + WordBytes));
        return true;
    }

    private bool TryWriteStatic(AbiType type, in AbiValue value, int position)
    {
        if (type.Depth == 0)
        {
            string? problem = AbiWords.Write(type, value, out UInt256 word);
            word.WriteBigEndian(_buffer.AsSpan(position, WordBytes));
            return problem is null || Fail(problem);
        }

        if (!TryTakeItems(type, value))
        {
            return false;
        }

        ReadOnlySpan<AbiValue> items = value.Items;
        for (int i = 0; i < items.Length; i++)
        {
            AbiType item = type.ItemType(i);
            if (!TryWriteStatic(item, items[i], position))
            {
                Locate(type.ItemPath(i));
                return false;
            }

            position += item.HeadSizeBytes;
        }

        return true;
    }

    private void WriteWord(int position, ulong value) =>
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.AsSpan(position + WordBytes - sizeof(ulong)), value);

    /// <summary>Makes room for zeros at the end.</summary>
    private bool TryReserve(long size, out int start)
    {
        start = _length;
        long length = start + size;
        if (length > AbiLimits.EncodingMaxBytes)
        {
            return Fail($"The encoding takes more than {AbiLimits.EncodingMaxBytes} bytes; send less at once.");
        }

        if (length > _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Max(length, Math.Min(2L * _buffer.Length, AbiLimits.EncodingMaxBytes)));
        }

        _length = (int)length;
        return true;
    }

    private bool Fail(string problem)
    {
        Refuse(problem);
        return false;
    }

    private static int Padded(int length) => (length + WordBytes - 1) / WordBytes * WordBytes;
}
