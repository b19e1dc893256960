using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node.Loop;

/// <summary>Builds this node's proposals from the pool and holds the bodies of every proposal of an open height, of which there may be several
/// a height (one a view) and several heights.</summary>
/// <remarks>Used by the node loop, except <see cref="Wanted"/>, <see cref="AddBodies"/>, <see cref="Find"/>, <see cref="Missing"/> and
/// <see cref="MissingOf"/>, which the peer gateway, the gossip and the sync beat call: one lock guards the bodies. A transaction that two
/// proposals name is held once and let go with the last of them.</remarks>
public sealed class ProposalDesk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Hash256, Held> _held = [];
    private readonly Dictionary<Hash256, Place> _places = [];
    private readonly List<JournalBody> _unsaved = [];
    private readonly GroupContext _group;
    private readonly Proposer _self;
    private Func<long, byte[]> _draw = _ => [];
    private readonly TransactionPool _pool;
    private readonly ChainState _state;
    private readonly TimeProvider _time;

    /// <summary>Begins with nothing held.</summary>
    /// <param name="group">The group.</param>
    /// <param name="self">This node.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="state">Says whether the store is behind.</param>
    /// <param name="time">The clock of proposals.</param>
    public ProposalDesk(GroupContext group, Proposer self, TransactionPool pool, ChainState state, TimeProvider time)
    {
        _group = group;
        _self = self;
        _pool = pool;
        _state = state;
        _time = time;
    }

    /// <summary>Packs a proposal, an empty one only when it may be; none while the pool has nothing (or, when only a full one is wanted, too
    /// little), or the store is so far behind that more blocks would only queue.</summary>
    /// <remarks>Its time is this node's clock; consensus raises it above the block below. Packing looks at each chosen transaction once, in
    /// memory, so it needs no time budget of its own.</remarks>
    public Proposal? Build(long number, bool mayBeEmpty, bool onlyFull)
    {
        if (_state.CommitBacklog >= BlockCommitter.BacklogMax / 2)
        {
            return null;
        }

        Epoch epoch = _group.Epochs.At(number);
        IReadOnlyList<Hash256> hashes = _pool.SelectForProposal(number, BlockLimits.Of(epoch.Parameters), onlyFull);
        return hashes.Count == 0 && !mayBeEmpty
            ? null
            : new Proposal(number, _time.GetUtcNow().ToUnixTimeMilliseconds(), epoch.Sealers.IndexOf(_self.Id), hashes)
            {
                Draw = _draw(number),
            };
    }

    /// <summary>Draws for the heights of an epoch from now on.</summary>
    public void Enter(Epoch epoch, EpochBase start) => _draw = _self.Draws(epoch, start);

    /// <summary>Starts to hold a proposal's bodies.</summary>
    /// <param name="proposal">The proposal, now the one of its height.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="isFresh">Whether it must keep to <see cref="ProposalRules"/>.</param>
    /// <returns>What consensus is told when every body is here, and the hashes whose bodies are not.</returns>
    public (IReadOnlyList<ConsensusInput> Answers, IReadOnlyList<Hash256> Missing) Hold(
        Proposal proposal, in Hash256 digest, bool isFresh)
    {
        _pool.MarkProposed(proposal.Number, proposal.Transactions);
        lock (_gate)
        {
            if (!_held.TryGetValue(digest, out Held? held))
            {
                held = new Held(proposal, digest, [.. proposal.Transactions.Select(Reserve)]);
                _held.Add(digest, held);
            }

            // Bodies that came back from the journal say nothing of a vote: what was refused before a restart is looked at again.
            (held.Proposal, held.IsFresh) = (proposal, isFresh);
            return TryComplete(held) || held.IsComplete
                ? (Answer(held), [])
                : ([], HashesMissing(held));
        }
    }

    /// <summary>Those of the bodies that a peer sent which are missing here; the others are not worth recovering their senders.</summary>
    public IReadOnlyList<Transaction> Wanted(IReadOnlyList<Transaction> bodies)
    {
        lock (_gate)
        {
            return [.. bodies.Where(body =>
                _places.TryGetValue(body.Hash, out Place? place) && place.Body is null && !_pool.TryGet(body.Hash, out _))];
        }
    }

    /// <summary>Takes bodies that a peer sent and that were asked for; others are ignored.</summary>
    /// <returns>What consensus is told of the proposals that are complete now.</returns>
    public IReadOnlyList<ConsensusInput> AddBodies(IEnumerable<VerifiedTransaction> bodies)
    {
        lock (_gate)
        {
            foreach (VerifiedTransaction body in bodies)
            {
                if (_places.TryGetValue(body.Hash, out Place? place))
                {
                    place.Body ??= body;
                }
            }

            return CompleteAll();
        }
    }

    /// <summary>Transactions that no proposal holds although they have been ready for a while.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> TakeOverdue() => _pool.TakeOverdue(WireLimits.RemindedMax, WireLimits.RemindedSizeBytesMax);

    /// <summary>Completes proposals whose bodies came into the pool.</summary>
    /// <returns>What consensus is told of them.</returns>
    public IReadOnlyList<ConsensusInput> TakeFromPool()
    {
        lock (_gate)
        {
            return CompleteAll();
        }
    }

    /// <summary>Proposals whose bodies are not all here, with the missing hashes.</summary>
    public IReadOnlyList<(Proposal Proposal, IReadOnlyList<Hash256> Hashes)> Missing()
    {
        lock (_gate)
        {
            return [.. _held.Values.Where(held => !held.IsComplete).Select(held => (held.Proposal, HashesMissing(held)))];
        }
    }

    /// <summary>The hashes of one held proposal whose bodies are neither here nor in the pool.</summary>
    public IReadOnlyList<Hash256> MissingOf(in Hash256 digest)
    {
        lock (_gate)
        {
            return _held.TryGetValue(digest, out Held? held)
                ? [.. HashesMissing(held).Where(hash => !_pool.TryGet(hash, out _))]
                : [];
        }
    }

    /// <summary>The bodies of a proposal that is wholly held.</summary>
    /// <exception cref="InvalidOperationException">They are not: consensus executes only what it asked to hold.</exception>
    public IReadOnlyList<VerifiedTransaction> BodiesOf(in Hash256 digest)
    {
        lock (_gate)
        {
            return _held.TryGetValue(digest, out Held? held) && held.IsComplete
                ? held.Bodies()
                : throw new InvalidOperationException($"The bodies of proposal {digest} are not held.");
        }
    }

    /// <summary>Finds a body in the pool or in a held proposal, for a peer that asks.</summary>
    public VerifiedTransaction? Find(in Hash256 hash)
    {
        lock (_gate)
        {
            return _places.TryGetValue(hash, out Place? place) && place.Body is not null ? place.Body
                : _pool.TryGet(hash, out VerifiedTransaction? pooled) ? pooled
                : null;
        }
    }

    /// <summary>Hands over the bodies that the journal does not hold yet; they belong into its next append.</summary>
    public List<JournalBody> TakeUnsaved()
    {
        lock (_gate)
        {
            List<JournalBody> unsaved = [.. _unsaved];
            _unsaved.Clear();
            return unsaved;
        }
    }

    /// <summary>Takes back the bodies of an accepted proposal that the journal held across a restart.</summary>
    public void Restore(long number, in Hash256 digest, IReadOnlyList<VerifiedTransaction> bodies)
    {
        lock (_gate)
        {
            var proposal = new Proposal(number, 0, 0, [.. bodies.Select(body => body.Hash)]);
            var held = new Held(proposal, digest, [.. proposal.Transactions.Select(Reserve)]) { IsComplete = true };
            for (int i = 0; i < bodies.Count; i++)
            {
                held.Places[i].Body = bodies[i];
            }

            _held[digest] = held;
        }
    }

    /// <summary>Lets go of everything up to a stored height.</summary>
    public void OnCommitted(long number)
    {
        lock (_gate)
        {
            foreach ((Hash256 digest, Held held) in _held.Where(item => item.Value.Proposal.Number <= number).ToList())
            {
                _held.Remove(digest);
                foreach (Hash256 hash in held.Proposal.Transactions)
                {
                    Free(hash);
                }
            }
        }
    }

    private Place Reserve(Hash256 hash)
    {
        if (!_places.TryGetValue(hash, out Place? place))
        {
            _places.Add(hash, place = new Place(hash));
        }

        place.Proposals++;
        return place;
    }

    private void Free(in Hash256 hash)
    {
        if (_places.TryGetValue(hash, out Place? place) && --place.Proposals == 0)
        {
            _places.Remove(hash);
        }
    }

    private List<ConsensusInput> CompleteAll() => [.. _held.Values.Where(TryComplete).ToList().SelectMany(Answer)];

    // Whether the last missing body is here now.
    private bool TryComplete(Held held)
    {
        if (held.IsComplete)
        {
            return false;
        }

        foreach (Place place in held.Places)
        {
            if (place.Body is null && _pool.TryGet(place.Hash, out VerifiedTransaction? pooled))
            {
                place.Body = pooled;
            }
        }

        if (held.Places.Any(place => place.Body is null))
        {
            return false;
        }

        held.IsComplete = true;
        byte[] raw = TransactionList.Encode([.. held.Places.Select(place => place.Body!.Transaction.Raw)]);
        _unsaved.Add(new JournalBody(held.Proposal.Number, held.Digest, raw));
        return true;
    }

    private List<ConsensusInput> Answer(Held held)
    {
        var answers = new List<ConsensusInput>(2);
        if (held.IsFresh
            && ProposalRules.WhyRefused(
                held.Proposal, held.Digest, held.Bodies(), LimitsAt(held.Proposal.Number), _time.GetUtcNow()) is { } refused)
        {
            answers.Add(refused);
        }

        answers.Add(new ConsensusInput.BodiesReady(held.Proposal.Number, held.Digest));
        return answers;
    }

    // The window is shorter than the delay after which decisions act, so the height's epoch is known.
    private BlockLimits LimitsAt(long number) =>
        BlockLimits.Of((_group.Epochs.Find(number) ?? _group.Epochs.From(number)[^1]).Parameters);

    private static Hash256[] HashesMissing(Held held) =>
        [.. held.Places.Where(place => place.Body is null).Select(place => place.Hash)];

    private sealed class Place(Hash256 hash)
    {
        public Hash256 Hash { get; } = hash;

        public VerifiedTransaction? Body { get; set; }

        /// <summary>How many held proposals name it.</summary>
        public int Proposals { get; set; }
    }

    private sealed class Held(Proposal proposal, Hash256 digest, Place[] places)
    {
        public Proposal Proposal { get; set; } = proposal;

        public Hash256 Digest { get; } = digest;

        public Place[] Places { get; } = places;

        public bool IsFresh { get; set; }

        public bool IsComplete { get; set; }

        public VerifiedTransaction[] Bodies() => Array.ConvertAll(Places, place => place.Body!);
    }
}
