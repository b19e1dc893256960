namespace Ledger.Evm.Tracing;

/// <summary>Which part of a <see cref="TraceBudget"/> was used up first.</summary>
public enum TraceStop
{
    /// <summary>None: the trace is whole.</summary>
    None,

    /// <summary>The number of instructions.</summary>
    Steps,

    /// <summary>The size of what was recorded.</summary>
    Bytes,

    /// <summary>The time, as its owner measures it.</summary>
    Time,
}
