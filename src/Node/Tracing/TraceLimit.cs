namespace Ledger.Node.Tracing;

/// <summary>Which part of a <see cref="TraceAllowance"/> was used up.</summary>
public enum TraceLimit
{
    /// <summary>The number of instructions.</summary>
    Steps,

    /// <summary>The bytes of traces.</summary>
    OutputBytes,

    /// <summary>The time.</summary>
    Time,
}
