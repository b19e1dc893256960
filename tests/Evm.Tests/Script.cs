using Ledger.Domain.Primitives;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests;

/// <summary>Writes bytecode.</summary>
internal sealed class Script
{
    private readonly List<byte> _bytes = [];

    /// <summary>Number of bytes so far.</summary>
    public int Length => _bytes.Count;

    /// <summary>Appends opcodes.</summary>
    public Script Do(params ReadOnlySpan<Opcode> opcodes)
    {
        foreach (Opcode opcode in opcodes)
        {
            _bytes.Add((byte)opcode);
        }

        return this;
    }

    /// <summary>Pushes words, the last one on top, each with the shortest PUSH but never PUSH0.</summary>
    public Script Push(params ReadOnlySpan<UInt256> words)
    {
        foreach (UInt256 word in words)
        {
            byte[] bytes = new byte[UInt256.SizeBytes];
            word.WriteBigEndian(bytes);
            int length = Math.Max(1, word.ByteLength);
            _bytes.Add((byte)(Opcode.Push0 + (byte)length));
            _bytes.AddRange(bytes.AsSpan(UInt256.SizeBytes - length));
        }

        return this;
    }

    /// <summary>Pushes an address.</summary>
    public Script Push(in Address address) => Push(UInt256.FromBigEndian(address.Bytes));

    /// <summary>Appends raw bytes.</summary>
    public Script Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Repeats a part.</summary>
    public Script Times(int count, Action<Script> part)
    {
        for (int i = 0; i < count; i++)
        {
            part(this);
        }

        return this;
    }

    /// <summary>Returns the word on top.</summary>
    public Script ReturnTop() => Push(0).Do(Opcode.MStore).Push(UInt256.SizeBytes, 0).Do(Opcode.Return);

    /// <summary>Writes bytes to memory at 0, a word at a time.</summary>
    public Script Store(ReadOnlySpan<byte> bytes)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        for (int offset = 0; offset < bytes.Length; offset += UInt256.SizeBytes)
        {
            word.Clear();
            bytes[offset..Math.Min(bytes.Length, offset + UInt256.SizeBytes)].CopyTo(word);
            Push(UInt256.FromBigEndian(word), (ulong)offset).Do(Opcode.MStore);
        }

        return this;
    }

    /// <summary>The bytecode.</summary>
    public byte[] ToArray() => [.. _bytes];
}
