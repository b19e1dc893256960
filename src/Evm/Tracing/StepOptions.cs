namespace Ledger.Evm.Tracing;

/// <summary>What a trace shows of each step.</summary>
public sealed record StepOptions
{
    /// <summary>The stack. Default true.</summary>
    public bool HasStack { get; init; } = true;

    /// <summary>The memory, which can be large. Default false.</summary>
    public bool HasMemory { get; init; }

    /// <summary>The slots that the contract read and wrote so far, at SLOAD and SSTORE. Default true.</summary>
    public bool HasStorage { get; init; } = true;

    /// <summary>What the last call returned. Default false.</summary>
    public bool HasReturnData { get; init; }

    /// <summary>After this many bytes of steps no more are recorded, while the run goes on; 0 records all. Default 0.</summary>
    public long BytesMax { get; init; }
}
