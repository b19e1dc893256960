namespace Ledger.EvmConformance.Running;

/// <summary>The counts of a folder.</summary>
internal readonly record struct FolderCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>The counts with one case more.</summary>
    public FolderCounts With(Outcome outcome) => outcome switch
    {
        Outcome.Passed => this with { Passed = Passed + 1 },
        Outcome.Failed => this with { Failed = Failed + 1 },
        _ => this with { Skipped = Skipped + 1 },
    };
}
