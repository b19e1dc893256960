namespace Ledger.Domain.Governance;

/// <summary>How many votes decide, for a set of <c>n</c> sealers of which <c>f</c> may fail.</summary>
/// <remarks>Byzantine: two quorums must share a sealer that does not lie (Castro and Liskov, section 2). Crash: they must share a
/// sealer, because none lies (Ongaro and Ousterhout, section 5.2).</remarks>
public static class Quorum
{
    /// <summary>The most sealers that may be faulty: floor((n - 1) / 3) when they may lie, floor((n - 1) / 2) when they only stop.</summary>
    /// <param name="sealers">How many sealers there are.</param>
    /// <param name="faults">What they may do wrong.</param>
    public static int MaxFaulty(int sealers, FaultModel faults = FaultModel.Byzantine) =>
        faults == FaultModel.Crash ? (sealers - 1) / 2 : (sealers - 1) / 3;

    /// <summary>Votes of which any two sets share what the fault model asks for: floor((n + f) / 2) + 1 when sealers may lie, the
    /// majority floor(n / 2) + 1 when they only stop.</summary>
    /// <param name="sealers">How many sealers there are.</param>
    /// <param name="faults">What they may do wrong.</param>
    public static int Threshold(int sealers, FaultModel faults = FaultModel.Byzantine) =>
        faults == FaultModel.Crash ? (sealers / 2) + 1 : ((sealers + MaxFaulty(sealers)) / 2) + 1;
}
