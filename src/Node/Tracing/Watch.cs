using Ledger.Evm.Tracing;

namespace Ledger.Node.Tracing;

/// <summary>The tracers of one request and the budget that they share.</summary>
internal sealed class Watch(TraceRun run)
{
    /// <summary>What they may cost, and what of it is used up.</summary>
    public TraceBudget Budget { get; } = new(run.Allowance.StepsMax, run.Allowance.OutputBytesMax, run.Allowance.TimeUp);

    /// <summary>Whether the budget is used up.</summary>
    public bool IsOver => Budget.Stop != TraceStop.None;

    /// <summary>The result of a request whose budget is used up.</summary>
    public ReplayResult.Stopped Stopped => new(Budget.Stop switch
    {
        TraceStop.Steps => TraceLimit.Steps,
        TraceStop.Bytes => TraceLimit.OutputBytes,
        _ => TraceLimit.Time,
    });

    /// <summary>Logs that the block emitted before the next traced run.</summary>
    public int LogsBefore { get; set; }

    /// <summary>A tracer for one run.</summary>
    public Tracer NewTracer()
    {
        TraceSettings settings = run.Settings;
        return settings.Tracer switch
        {
            TracerKind.Calls => new CallTracer(CallOptions(settings), Budget),
            TracerKind.Prestate => new PrestateTracer(PrestateOptions(settings), Budget),
            TracerKind.FourByte => new FourByteTracer(Budget),
            TracerKind.Noop => new NoopTracer(Budget),
            _ => new StructLogTracer(StepOptionsOf(settings), Budget),
        };
    }

    private CallTracerOptions CallOptions(TraceSettings settings) => new()
    {
        OnlyTopCall = settings.OnlyTopCall,
        WithLog = settings.WithLog,
        FirstLogIndex = LogsBefore,
        RevertReason = run.RevertReason,
    };

    private static PrestateTracerOptions PrestateOptions(TraceSettings settings) => new()
    {
        DiffMode = settings.DiffMode,
        DisableCode = settings.DisableCode,
        DisableStorage = settings.DisableStorage,
        IncludeEmpty = settings.IncludeEmpty,
    };

    private static StepOptions StepOptionsOf(TraceSettings settings) => new()
    {
        HasStack = !settings.DisableStack,
        HasStorage = !settings.DisableStorage,
        HasMemory = settings.EnableMemory,
        HasReturnData = settings.EnableReturnData,
        BytesMax = settings.Limit,
    };
}
