namespace Ledger.Domain.Governance;

/// <summary>How many votes decide, for a set of <c>n</c> sealers of which <c>f</c> may lie (Castro and Liskov, section 2).</summary>
public static class Quorum
{
    /// <summary>The most sealers that may be faulty: floor((n - 1) / 3).</summary>
    public static int MaxFaulty(int sealers) => (sealers - 1) / 3;

    /// <summary>Votes of which any two sets share an honest sealer: floor((n + f) / 2) + 1.</summary>
    public static int Threshold(int sealers) => ((sealers + MaxFaulty(sealers)) / 2) + 1;
}
