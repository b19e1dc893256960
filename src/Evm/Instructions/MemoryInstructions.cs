using Ledger.Domain.Primitives;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>MLOAD, MSTORE, MSTORE8, MSIZE, MCOPY and the copies into memory.</summary>
internal static unsafe class MemoryInstructions
{
    public static ExitCode MLoad(CallFrame frame, UInt256* top)
    {
        if (!frame.Memory.TryReserve(*top, UInt256.SizeBytes, ref frame.GasLeft))
        {
            return ExitCode.OutOfGas;
        }

        Words.Read(frame.Memory.At(*top), top);
        return ExitCode.Continue;
    }

    public static ExitCode MStore(CallFrame frame, UInt256* top)
    {
        if (!frame.Memory.TryReserve(*top, UInt256.SizeBytes, ref frame.GasLeft))
        {
            return ExitCode.OutOfGas;
        }

        Words.Write(top - 1, frame.Memory.At(*top));
        return ExitCode.Continue;
    }

    public static ExitCode MStore8(CallFrame frame, UInt256* top)
    {
        if (!frame.Memory.TryReserve(*top, sizeof(byte), ref frame.GasLeft))
        {
            return ExitCode.OutOfGas;
        }

        *frame.Memory.At(*top) = (byte)top[-1].Low64;
        return ExitCode.Continue;
    }

    public static ExitCode MSize(CallFrame frame, UInt256* top)
    {
        Words.Set(top + 1, frame.Memory.SizeBytes);
        return ExitCode.Continue;
    }

    /// <summary>MCOPY (EIP-5656): source and target may overlap; memory grows for the farther of them.</summary>
    public static ExitCode MCopy(CallFrame frame, UInt256* top)
    {
        UInt256 farther = top[0] > top[-1] ? top[0] : top[-1];
        if (!TryReserveAndPay(frame, farther, top[-2]))
        {
            return ExitCode.OutOfGas;
        }

        int length = (int)top[-2].Low64;
        if (length > 0)
        {
            new ReadOnlySpan<byte>(frame.Memory.At(top[-1]), length)
                .CopyTo(new Span<byte>(frame.Memory.At(top[0]), length));
        }

        return ExitCode.Continue;
    }

    public static ExitCode CallDataCopy(CallFrame frame, UInt256* top) =>
        CopyPadded(frame, top[0], top[-1], top[-2], frame.Input);

    public static ExitCode CodeCopy(CallFrame frame, UInt256* top) =>
        CopyPadded(frame, top[0], top[-1], top[-2], frame.Code.Code);

    /// <summary>RETURNDATACOPY does not pad: beyond the end it halts (EIP-211).</summary>
    public static ExitCode ReturnDataCopy(CallFrame frame, UInt256* top)
    {
        UInt256 length = top[-2];
        if (UInt256.AddOverflow(top[-1], length, out UInt256 end) || end > (ulong)frame.ReturnDataLength)
        {
            return ExitCode.ReturnDataOutOfRange;
        }

        return CopyPadded(frame, top[0], top[-1], length, frame.ReturnData);
    }

    /// <summary>Copies from a source that goes on with zeros for ever.</summary>
    public static ExitCode CopyPadded(
        CallFrame frame, in UInt256 target, in UInt256 offset, in UInt256 length, ReadOnlySpan<byte> source)
    {
        if (!TryReserveAndPay(frame, target, length))
        {
            return ExitCode.OutOfGas;
        }

        var memory = new Span<byte>(frame.Memory.At(target), (int)length.Low64);
        if (memory.IsEmpty)
        {
            return ExitCode.Continue;
        }

        ReadOnlySpan<byte> available = Tail(source, offset);
        int copied = Math.Min(available.Length, memory.Length);
        available[..copied].CopyTo(memory);
        memory[copied..].Clear();
        return ExitCode.Continue;
    }

    /// <summary>What lies at and after an offset; nothing when it is beyond the end.</summary>
    public static ReadOnlySpan<byte> Tail(ReadOnlySpan<byte> source, in UInt256 offset) =>
        offset.IsUInt64 && offset.Low64 < (ulong)source.Length ? source[(int)offset.Low64..] : default;

    private static bool TryReserveAndPay(CallFrame frame, in UInt256 target, in UInt256 length)
    {
        if (!frame.Memory.TryReserve(target, length, ref frame.GasLeft))
        {
            return false;
        }

        frame.GasLeft -= GasCosts.CopyWord * GasCosts.Words((long)length.Low64);
        return frame.GasLeft >= 0;
    }
}
