using Ledger.Domain.Events;

namespace Ledger.Infrastructure.Journal;

/// <summary>Keeps count of which part of the consensus stream still matters: from where on a start must read it.</summary>
internal sealed class JournalMark
{
    private readonly SortedDictionary<long, long> _firstVersionByNumber = [];
    private readonly Dictionary<Type, long> _standingVersions = [];
    private bool _hasLog;
    private long _compacted;

    /// <summary>Versions of the last standing facts of each type; they matter at any height.</summary>
    public long[] StandingVersions => [.. _standingVersions.Values.Order()];

    /// <summary>Takes note of a fact.</summary>
    public void Add(ConsensusEvent fact, long version)
    {
        _firstVersionByNumber.TryAdd(fact.Number, version);
        if (JournalRetention.IsStanding(fact))
        {
            _standingVersions[fact.GetType()] = version;
        }

        _hasLog |= fact is EntriesAppended or LogCompacted;
        if (fact is LogCompacted compacted)
        {
            _compacted = compacted.Number;
        }
    }

    /// <summary>The height above which facts matter when the store is at <paramref name="committed"/>.</summary>
    public long Floor(long committed) => JournalRetention.Floor(committed, _hasLog, _compacted);

    /// <summary>Forgets heights that no longer matter once the store is at <paramref name="committed"/>.</summary>
    /// <returns>The first version that matters to a height above them.</returns>
    public long Advance(long committed, long nextVersion)
    {
        long floor = Floor(committed);
        while (_firstVersionByNumber.Count > 0 && _firstVersionByNumber.First().Key <= floor)
        {
            _firstVersionByNumber.Remove(_firstVersionByNumber.First().Key);
        }

        return _firstVersionByNumber.Count == 0 ? nextVersion : _firstVersionByNumber.Values.Min();
    }

    /// <summary>Starts again from nothing.</summary>
    public void Clear()
    {
        _firstVersionByNumber.Clear();
        _standingVersions.Clear();
        (_hasLog, _compacted) = (false, 0);
    }
}
