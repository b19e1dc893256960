namespace Ledger.EvmConformance.Running;

/// <summary>How a case ended.</summary>
internal enum Outcome
{
    /// <summary>It gave what it must.</summary>
    Passed,

    /// <summary>It gave something else, threw, or took too long.</summary>
    Failed,

    /// <summary>The product does not have what the case is about, or the runner does not know its fork.</summary>
    Skipped,
}
