using Ledger.Application.Contracts;
using Ledger.Application.Errors;
using Ledger.Node.Execution;
using Ledger.Node.Tracing;

namespace Ledger.Application.Tracing;

/// <summary>Turns a replay that gave no trace into an error of the registry.</summary>
internal static class TraceErrors
{
    public static LedgerError Busy(TraceLimits limits) => new(
        ErrorCodes.TraceBusy, $"{limits.ConcurrentMax} traces run and {limits.WaitingMax} wait for their turn; ask again in a moment");

    public static LedgerError Genesis { get; } = new(ErrorCodes.NotSupported, "genesis is not traceable: it has no transactions");

    public static LedgerError Of(ReplayResult result, TraceLimits limits, TimeSpan timeout) => result switch
    {
        ReplayResult.Stopped stopped => Of(stopped.Limit, limits, timeout),
        ReplayResult.Contradicted contradicted => new LedgerError(
            ErrorCodes.Internal,
            $"the replay of transaction {contradicted.Transaction} contradicts its receipt: {contradicted.Detail}; "
            + "the store or this version of the node is wrong, so there is no trace: report it"),
        ReplayResult.Refused refused => CallErrors.Of(new CallResult(refused.Status, 0, default), reason: null),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "It is a trace."),
    };

    private static LedgerError Of(TraceLimit limit, TraceLimits limits, TimeSpan timeout) => limit switch
    {
        TraceLimit.Time => new LedgerError(
            ErrorCodes.TraceTimeout,
            $"the trace ran longer than {timeout.TotalSeconds} s; set timeout, at most \"{limits.TimeMax.TotalSeconds}s\", or show less"),
        TraceLimit.OutputBytes => new LedgerError(
            ErrorCodes.TraceTooLarge,
            $"the trace has more than {limits.OutputBytesMax} bytes; show less (disableStack, disableStorage) or set limit"),
        _ => new LedgerError(
            ErrorCodes.TraceTooLarge, $"the trace has more than {limits.StepsMax} instructions; trace fewer transactions at once"),
    };
}
