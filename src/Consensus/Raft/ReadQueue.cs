namespace Ledger.Consensus.Raft;

/// <summary>Linearizable reads on their way: waiting for a round, in a round, or confirmed and waiting for the store (dissertation,
/// section 6.4).</summary>
internal sealed class ReadQueue
{
    private readonly List<(long Id, long Number)> _confirmed = [];
    private List<long> _waiting = [];
    private List<long> _asked = [];
    private long _askedNumber;

    /// <summary>The round that asks the followers; 0 while none does.</summary>
    public long Round { get; private set; }

    public int Count => _waiting.Count + _asked.Count + _confirmed.Count;

    /// <summary>Whether reads wait and no round is on its way.</summary>
    public bool NeedsRound => Round == 0 && _waiting.Count > 0;

    public void Add(long id) => _waiting.Add(id);

    /// <summary>Takes every waiting read into a round that begins now. Reads that come later wait for the next: only a round that
    /// began after a read came can vouch for it.</summary>
    public void Ask(long round, long committedNumber)
    {
        (_asked, _waiting) = (_waiting, []);
        (Round, _askedNumber) = (round, committedNumber);
    }

    /// <summary>A majority answered the round: nothing newer was committed elsewhere when it began.</summary>
    public void Confirm()
    {
        _confirmed.AddRange(_asked.Select(id => (id, _askedNumber)));
        _asked = [];
        Round = 0;
    }

    /// <summary>Takes the confirmed reads whose height the store has.</summary>
    public IReadOnlyList<(long Id, long Number)> TakeReady(long stored)
    {
        (long Id, long Number)[] ready = [.. _confirmed.Where(read => read.Number <= stored)];
        _confirmed.RemoveAll(read => read.Number <= stored);
        return ready;
    }

    /// <summary>Takes the reads that were not confirmed; a confirmed one stays good whoever leads.</summary>
    public IReadOnlyList<long> TakeUnconfirmed()
    {
        long[] unconfirmed = [.. _asked, .. _waiting];
        (_asked, _waiting, Round) = ([], [], 0);
        return unconfirmed;
    }
}
