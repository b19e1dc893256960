namespace Ledger.Node.Tracing;

/// <summary>The tracers of the node.</summary>
public enum TracerKind
{
    /// <summary>Every instruction: go-ethereum's default.</summary>
    StructLogs,

    /// <summary>The tree of calls: <c>callTracer</c>.</summary>
    Calls,

    /// <summary>What was read, or what changed: <c>prestateTracer</c>.</summary>
    Prestate,

    /// <summary>Function selectors: <c>4byteTracer</c>.</summary>
    FourByte,

    /// <summary>Nothing: <c>noopTracer</c>.</summary>
    Noop,
}
