using System.Collections.Concurrent;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node.Loop;

/// <summary>Builds this node's proposals from the pool and holds the bodies of every proposal that is not stored yet.</summary>
/// <remarks>Used by the node loop, except <see cref="AddBodies"/>, <see cref="Find"/> and <see cref="Missing"/>, which the peer gateway
/// calls: one lock guards the bodies.</remarks>
public sealed class ProposalDesk
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Hash256, Held> _held = [];
    private readonly Dictionary<Hash256, VerifiedTransaction> _loose = [];
    private readonly ConcurrentQueue<JournalBody> _unsaved = new();
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

    /// <summary>Packs a proposal, an empty one only when it may be; none while the pool has nothing, or the store is so far behind that more blocks would only queue.</summary>
    public Proposal? Build(long number, bool mayBeEmpty)
    {
        if (_state.CommitBacklog >= BlockCommitter.BacklogMax / 2)
        {
            return null;
        }

        Epoch epoch = _group.Epochs.At(number);
        IReadOnlyList<Hash256> hashes = _pool.SelectForProposal(
            number, epoch.Parameters.BlockTransactionsMax, epoch.Parameters.BlockSizeBytesMax);
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
    /// <returns>The hashes whose bodies are not here yet; none when all are.</returns>
    public IReadOnlyList<Hash256> Hold(Proposal proposal, in Hash256 digest)
    {
        _pool.MarkProposed(proposal.Number, proposal.Transactions);
        lock (_gate)
        {
            if (!_held.TryGetValue(digest, out Held? held))
            {
                held = new Held(proposal);
                _held.Add(digest, held);
            }

            return Fill(digest, held);
        }
    }

    /// <summary>Takes bodies that a peer sent and that were asked for; others are ignored.</summary>
    /// <returns>The proposals that are complete now, with their digests.</returns>
    public IReadOnlyList<(Proposal Proposal, Hash256 Digest)> AddBodies(IEnumerable<VerifiedTransaction> bodies)
    {
        var complete = new List<(Proposal Proposal, Hash256 Digest)>();
        lock (_gate)
        {
            var given = bodies.DistinctBy(body => body.Hash).ToDictionary(body => body.Hash);
            foreach ((Hash256 digest, Held held) in _held)
            {
                if (held.Bodies is null)
                {
                    KeepWanted(held.Proposal, given);
                    if (Fill(digest, held).Count == 0)
                    {
                        complete.Add((held.Proposal, digest));
                    }
                }
            }
        }

        return complete;
    }

    /// <summary>Proposals whose bodies are not all here, with the missing hashes.</summary>
    public IReadOnlyList<(Proposal Proposal, IReadOnlyList<Hash256> Hashes)> Missing()
    {
        lock (_gate)
        {
            return [.. _held.Values.Where(held => held.Bodies is null).Select(held =>
                (held.Proposal, (IReadOnlyList<Hash256>)[.. held.Proposal.Transactions.Where(hash => !IsHere(hash))]))];
        }
    }

    /// <summary>The bodies of a proposal that is wholly held.</summary>
    /// <exception cref="InvalidOperationException">They are not: consensus executes only what it asked to hold.</exception>
    public IReadOnlyList<VerifiedTransaction> BodiesOf(in Hash256 digest)
    {
        lock (_gate)
        {
            return _held.TryGetValue(digest, out Held? held) && held.Bodies is not null
                ? held.Bodies
                : throw new InvalidOperationException($"The bodies of proposal {digest} are not held.");
        }
    }

    /// <summary>Finds a body in the pool or in a held proposal, for a peer that asks.</summary>
    public VerifiedTransaction? Find(in Hash256 hash)
    {
        lock (_gate)
        {
            return _pool.TryGet(hash, out VerifiedTransaction? pooled) ? pooled : _loose.GetValueOrDefault(hash);
        }
    }

    /// <summary>Hands over the bodies that the journal does not hold yet; they belong into its next append.</summary>
    public List<JournalBody> TakeUnsaved()
    {
        var unsaved = new List<JournalBody>();
        while (_unsaved.TryDequeue(out JournalBody? body))
        {
            unsaved.Add(body);
        }

        return unsaved;
    }

    /// <summary>Takes back the bodies of an accepted proposal that the journal held across a restart.</summary>
    public void Restore(long number, in Hash256 digest, IReadOnlyList<VerifiedTransaction> bodies)
    {
        lock (_gate)
        {
            var proposal = new Proposal(number, 0, 0, [.. bodies.Select(body => body.Hash)]);
            _held[digest] = new Held(proposal) { Bodies = bodies };
            foreach (VerifiedTransaction body in bodies)
            {
                _loose[body.Hash] = body;
            }
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
                    _loose.Remove(hash);
                }
            }
        }
    }

    private List<Hash256> Fill(in Hash256 digest, Held held)
    {
        if (held.Bodies is not null)
        {
            return [];
        }

        var bodies = new VerifiedTransaction[held.Proposal.Transactions.Count];
        var missing = new List<Hash256>();
        for (int i = 0; i < bodies.Length; i++)
        {
            Hash256 hash = held.Proposal.Transactions[i];
            if (_loose.TryGetValue(hash, out VerifiedTransaction? body) || _pool.TryGet(hash, out body))
            {
                bodies[i] = body!;
            }
            else
            {
                missing.Add(hash);
            }
        }

        if (missing.Count == 0)
        {
            Complete(digest, held, bodies);
        }

        return missing;
    }

    private void Complete(in Hash256 digest, Held held, VerifiedTransaction[] bodies)
    {
        held.Bodies = bodies;
        foreach (VerifiedTransaction body in bodies)
        {
            _loose[body.Hash] = body;
        }

        byte[] raw = TransactionList.Encode([.. bodies.Select(body => body.Transaction.Raw)]);
        _unsaved.Enqueue(new JournalBody(held.Proposal.Number, digest, raw));
    }

    private void KeepWanted(Proposal proposal, Dictionary<Hash256, VerifiedTransaction> given)
    {
        foreach (Hash256 hash in proposal.Transactions)
        {
            if (given.TryGetValue(hash, out VerifiedTransaction? body))
            {
                _loose[hash] = body;
            }
        }
    }

    private bool IsHere(in Hash256 hash) => _loose.ContainsKey(hash) || _pool.TryGet(hash, out _);

    private sealed class Held(Proposal proposal)
    {
        public Proposal Proposal { get; } = proposal;

        public IReadOnlyList<VerifiedTransaction>? Bodies { get; set; }
    }
}
