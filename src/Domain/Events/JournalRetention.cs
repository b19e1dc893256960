namespace Ledger.Domain.Events;

/// <summary>Which facts of the <c>consensus</c> stream a start must read.</summary>
/// <remarks>
/// Three rules. A fact about a height matters until the height is stored. A standing fact (a view entered, a term, a vote) matters
/// at any height until a newer one of its type. And a Raft log is cut by what the core said, not by what the store holds: block sync
/// may store a height whose entry this log never had, and entries around it still decide what the node may vote for. So where
/// entries were journalled, facts matter from the height of the last <see cref="LogCompacted"/> on.
/// </remarks>
public static class JournalRetention
{
    /// <summary>Whether the last fact of this type matters at any height.</summary>
    public static bool IsStanding(ConsensusEvent fact) =>
        fact is ViewChangeSigned or NewViewAccepted or TermStarted or VoteGranted or LogCompacted;

    /// <summary>The height above which facts matter.</summary>
    /// <param name="committed">The last stored height.</param>
    /// <param name="hasLog">Whether the stream has facts about a Raft log.</param>
    /// <param name="compacted">The height of the last <see cref="LogCompacted"/>; 0 before any.</param>
    public static long Floor(long committed, bool hasLog, long compacted) =>
        hasLog ? Math.Min(committed, compacted) : committed;

    /// <summary>The facts that matter, in their order.</summary>
    /// <param name="facts">Everything that was journalled, in order.</param>
    /// <param name="committed">The last stored height.</param>
    public static IReadOnlyList<ConsensusEvent> Select(IReadOnlyList<ConsensusEvent> facts, long committed)
    {
        bool hasLog = facts.Any(fact => fact is EntriesAppended or LogCompacted);
        long floor = Floor(committed, hasLog, facts.OfType<LogCompacted>().LastOrDefault()?.Number ?? 0);
        var last = new Dictionary<Type, int>();
        for (int i = 0; i < facts.Count; i++)
        {
            last[facts[i].GetType()] = i;
        }

        return [.. facts.Where((fact, i) =>
            fact.Number > floor || (IsStanding(fact) && last[fact.GetType()] == i))];
    }
}
