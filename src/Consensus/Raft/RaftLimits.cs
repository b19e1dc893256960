namespace Ledger.Consensus.Raft;

/// <summary>The bounds of Raft messages: what lies outside is refused before anything is allocated for it.</summary>
public static class RaftLimits
{
    /// <summary>The highest term: far beyond any reached, far below the end of the arithmetic.</summary>
    public const long TermMax = long.MaxValue / 4;

    /// <summary>The highest index of an entry.</summary>
    public const long IndexMax = long.MaxValue / 4;

    /// <summary>The most entries of one AppendEntries.</summary>
    public const int EntriesMax = 256;
}
