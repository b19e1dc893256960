using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>Reads values from untrusted bytes; nothing is allocated that the bytes do not pay for.</summary>
/// <remarks>Recursion goes as deep as the type, which <see cref="AbiLimits.DepthMax"/> bounds; how often shared parts are read is
/// bounded by <see cref="AbiLimits.ValuesPerWordMax"/>.</remarks>
internal ref struct AbiReader
{
    private const int WordBytes = AbiType.WordBytes;

    private readonly ReadOnlySpan<byte> _data;
    private readonly bool _isCanonical;
    private long _valuesLeft;

    internal AbiReader(ReadOnlySpan<byte> data, AbiLayout layout)
    {
        _data = data;
        _isCanonical = layout == AbiLayout.Canonical;
        _valuesLeft = ((long)data.Length / WordBytes * AbiLimits.ValuesPerWordMax) + AbiLimits.ValuesFreeMax;
    }

    /// <summary>What is wrong with the data; <see langword="null"/> while nothing is.</summary>
    internal AbiProblem? Problem { get; private set; }

    /// <summary>Reads a list of parameters, which must be all there is in the canonical layout.</summary>
    internal bool TryReadAll(AbiType.Tuple parameters, out AbiValue values)
    {
        if (!TryReadItems(parameters, parameters.Members.Count, 0, out values, out int end))
        {
            return false;
        }

        return !_isCanonical || end == _data.Length
            || Fail($"{_data.Length - end} bytes follow the last value at byte {end}; nothing may.");
    }

    /// <param name="container">A tuple or array.</param>
    /// <param name="count">How many items it has.</param>
    /// <param name="start">Where its first head stands; offsets count from there.</param>
    /// <param name="items">The items as a list.</param>
    /// <param name="end">Behind its last byte; in the layout <see cref="AbiLayout.Any"/> behind its heads.</param>
    private bool TryReadItems(AbiType container, int count, int start, out AbiValue items, out int end)
    {
        items = default;
        end = start;
        long headsSize = container is AbiType.Tuple tuple
            ? tuple.HeadsSizeBytes
            : (long)count * container.ItemType(0).HeadSizeBytes;
        if (headsSize > _data.Length - start)
        {
            return Fail($"{container} at byte {start} needs {headsSize} bytes, and {_data.Length - start} are left.");
        }

        if (!TrySpend(1 + (long)count))
        {
            return false;
        }

        var values = new AbiValue[count];
        int head = start;
        end = start + (int)headsSize;
        for (int i = 0; i < count; i++)
        {
            AbiType type = container.ItemType(i);
            bool isRead = type.IsDynamic
                ? TryReadTail(type, start, head, ref end, out values[i])
                : TryReadStatic(type, head, out values[i]);
            if (!isRead)
            {
                Problem = Problem!.Inside(container.ItemPath(i));
                return false;
            }

            head += type.HeadSizeBytes;
        }

        items = AbiValue.Owned(values);
        return true;
    }

    private bool TryReadStatic(AbiType type, int position, out AbiValue value)
    {
        switch (type)
        {
            case AbiType.Tuple tuple:
                return TryReadItems(type, tuple.Members.Count, position, out value, out _);
            case AbiType.FixedArray array:
                return TryReadItems(type, array.Length, position, out value, out _);
            default:
                string? problem = AbiWords.Read(type, WordAt(position), out value);
                return problem is null || Fail($"{problem} It stands at byte {position}.");
        }
    }

    /// <param name="type">A dynamic type.</param>
    /// <param name="start">What the offset counts from.</param>
    /// <param name="head">Where the offset stands.</param>
    /// <param name="end">Where the tails that were read end; where this one must begin in the canonical layout.</param>
    /// <param name="value">The value.</param>
    private bool TryReadTail(AbiType type, int start, int head, ref int end, out AbiValue value)
    {
        value = default;
        UInt256 offset = WordAt(head);
        if (offset.ToUInt64Saturating() > (ulong)(_data.Length - start))
        {
            return Fail($"The offset {offset} at byte {head} points behind the end; {_data.Length - start} bytes are left.");
        }

        int position = start + (int)offset.Low64;
        if (_isCanonical && position != end)
        {
            return Fail($"The offset {offset} at byte {head} is not canonical; this part begins {end - start} bytes on.");
        }

        bool isRead = TryReadDynamic(type, position, out value, out int tailEnd);
        end = _isCanonical ? tailEnd : end;
        return isRead;
    }

    private bool TryReadDynamic(AbiType type, int position, out AbiValue value, out int end)
    {
        value = default;
        end = position;
        switch (type)
        {
            case AbiType.Tuple tuple:
                return TryReadItems(type, tuple.Members.Count, position, out value, out end);
            case AbiType.FixedArray array:
                return TryReadItems(type, array.Length, position, out value, out end);
            case AbiType.Array array:
                return TryReadLength(type, position, array.Element.HeadSizeBytes, "elements", out int count)
                    && TryReadItems(type, count, position + WordBytes, out value, out end);
            default:
                return TryReadContent(type, position, out value, out end);
        }
    }

    private bool TryReadContent(AbiType type, int position, out AbiValue value, out int end)
    {
        value = default;
        end = position;
        if (!TryReadLength(type, position, 1, "bytes", out int length) || !TrySpend(length / WordBytes))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _data[(position + WordBytes)..];
        if (_isCanonical)
        {
            int padding = -length & (WordBytes - 1);
            if (padding > rest.Length - length || rest.Slice(length, padding).IndexOfAnyExcept((byte)0) >= 0)
            {
                return Fail($"The {length} bytes at byte {position + WordBytes} must be followed by {padding} zeros, up to the next word.");
            }

            end = position + WordBytes + length + padding;
        }

        value = type is AbiType.Text ? AbiValue.Utf8(rest[..length]) : AbiValue.Bytes(rest[..length]);
        return true;
    }

    /// <summary>Reads a count of items; so many must be able to follow.</summary>
    private bool TryReadLength(AbiType type, int position, int itemSizeBytes, string items, out int length)
    {
        length = 0;
        int left = _data.Length - position - WordBytes;
        if (left < 0)
        {
            return Fail($"The length of {type} at byte {position} is cut off; {_data.Length - position} bytes are left.");
        }

        UInt256 count = WordAt(position);
        if (count.ToUInt64Saturating() > (ulong)(left / itemSizeBytes))
        {
            return Fail($"The length {count.ToDecimalString()} of {type} at byte {position} is more than the {left} bytes that follow can hold in {items}.");
        }

        length = (int)count.Low64;
        return true;
    }

    private bool TrySpend(long values)
    {
        _valuesLeft -= values;
        return _valuesLeft >= 0
            || Fail($"The offsets share parts so often that {_data.Length} bytes stand for too many values; encode each once.");
    }

    private readonly UInt256 WordAt(int position) => UInt256.FromBigEndian(_data.Slice(position, WordBytes));

    private bool Fail(string problem)
    {
        Problem ??= AbiProblem.Of(problem);
        return false;
    }
}
