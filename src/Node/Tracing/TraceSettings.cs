namespace Ledger.Node.Tracing;

/// <summary>What to trace, in the words of go-ethereum's tracer options.</summary>
public sealed record TraceSettings
{
    /// <summary>The tracer.</summary>
    public TracerKind Tracer { get; init; }

    /// <summary>Struct logs: leaves out the stack.</summary>
    public bool DisableStack { get; init; }

    /// <summary>Struct logs and <c>prestateTracer</c>: leaves out storage.</summary>
    public bool DisableStorage { get; init; }

    /// <summary>Struct logs: shows the memory of every step.</summary>
    public bool EnableMemory { get; init; }

    /// <summary>Struct logs: shows what the last call returned.</summary>
    public bool EnableReturnData { get; init; }

    /// <summary>Struct logs: after this many bytes no more steps are recorded; 0 records all.</summary>
    public long Limit { get; init; }

    /// <summary><c>callTracer</c>: shows only the message of the transaction.</summary>
    public bool OnlyTopCall { get; init; }

    /// <summary><c>callTracer</c>: shows the logs of each call.</summary>
    public bool WithLog { get; init; }

    /// <summary><c>prestateTracer</c>: shows what changed, before and after, instead of all that was read.</summary>
    public bool DiffMode { get; init; }

    /// <summary><c>prestateTracer</c>: leaves out code.</summary>
    public bool DisableCode { get; init; }

    /// <summary><c>prestateTracer</c>: shows accounts that did not exist before; not together with <see cref="DiffMode"/>.</summary>
    public bool IncludeEmpty { get; init; }

    /// <summary>How long the trace may run; <see langword="null"/> leaves it to the node.</summary>
    public TimeSpan? Timeout { get; init; }
}
