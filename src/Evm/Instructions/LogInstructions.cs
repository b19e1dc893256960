using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Gas;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Instructions;

/// <summary>LOG0 to LOG4 (Yellow Paper, appendix H.2, "Logging").</summary>
internal static unsafe class LogInstructions
{
    public static ExitCode Log0(CallFrame frame, UInt256* top) => Log(frame, top, 0);

    public static ExitCode Log1(CallFrame frame, UInt256* top) => Log(frame, top, 1);

    public static ExitCode Log2(CallFrame frame, UInt256* top) => Log(frame, top, 2);

    public static ExitCode Log3(CallFrame frame, UInt256* top) => Log(frame, top, 3);

    public static ExitCode Log4(CallFrame frame, UInt256* top) => Log(frame, top, 4);

    private static ExitCode Log(CallFrame frame, UInt256* top, int topicCount)
    {
        if (frame.IsStatic)
        {
            return ExitCode.StaticModeViolation;
        }

        if (!frame.Memory.TryReserve(top[0], top[-1], ref frame.GasLeft))
        {
            return ExitCode.OutOfGas;
        }

        int length = (int)top[-1].Low64;
        frame.GasLeft -= (GasCosts.LogTopic * topicCount) + (GasCosts.LogByte * length);
        if (frame.GasLeft < 0)
        {
            return ExitCode.OutOfGas;
        }

        var topics = new Hash256[topicCount];
        for (int i = 0; i < topicCount; i++)
        {
            Hash256 topic;
            Words.Write(top - 2 - i, (byte*)&topic);
            topics[i] = topic;
        }

        byte[] data = new ReadOnlySpan<byte>(frame.Memory.At(top[0]), length).ToArray();
        frame.Machine.Journal.AddLog(new LogEntry(frame.Self, topics, data));
        return ExitCode.Continue;
    }
}
