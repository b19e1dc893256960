using Ledger.Domain.Events;

namespace Ledger.Infrastructure.Journal;

/// <summary>Keeps count of which part of the consensus stream still matters: from where on a start must read it.</summary>
internal sealed class JournalMark
{
    private readonly SortedDictionary<long, long> _firstVersionByNumber = [];
    private long _viewChangeVersion;
    private long _newViewVersion;

    /// <summary>Versions of the last facts about views; they matter at any height.</summary>
    public long[] ViewVersions => [.. new[] { _viewChangeVersion, _newViewVersion }.Where(version => version > 0)];

    /// <summary>Takes note of a fact.</summary>
    public void Add(ConsensusEvent fact, long version)
    {
        _firstVersionByNumber.TryAdd(fact.Number, version);
        if (fact is ViewChangeSigned)
        {
            _viewChangeVersion = version;
        }
        else if (fact is NewViewAccepted)
        {
            _newViewVersion = version;
        }
    }

    /// <summary>Forgets heights up to <paramref name="committed"/>.</summary>
    /// <returns>The first version that matters to a height above it.</returns>
    public long Advance(long committed, long nextVersion)
    {
        while (_firstVersionByNumber.Count > 0 && _firstVersionByNumber.First().Key <= committed)
        {
            _firstVersionByNumber.Remove(_firstVersionByNumber.First().Key);
        }

        return _firstVersionByNumber.Count == 0 ? nextVersion : _firstVersionByNumber.Values.Min();
    }

    /// <summary>Starts again from nothing.</summary>
    public void Clear()
    {
        _firstVersionByNumber.Clear();
        (_viewChangeVersion, _newViewVersion) = (0, 0);
    }
}
