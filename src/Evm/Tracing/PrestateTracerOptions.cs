namespace Ledger.Evm.Tracing;

/// <summary>What a <see cref="PrestateTracer"/> shows.</summary>
public sealed record PrestateTracerOptions
{
    /// <summary>Whether only what changed is shown, before and after. Default false: all that was read, before.</summary>
    public bool DiffMode { get; init; }

    /// <summary>Whether code is left out. Default false.</summary>
    public bool DisableCode { get; init; }

    /// <summary>Whether storage is left out. Default false.</summary>
    public bool DisableStorage { get; init; }

    /// <summary>Whether accounts that did not exist before are shown; not together with <see cref="DiffMode"/>. Default false.</summary>
    public bool IncludeEmpty { get; init; }
}
