using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;
using Ledger.Testing.InMemory;

namespace Ledger.Simulation.Disk;

/// <summary>What survives a crash of one node: its blocks with their state, its vote journal and the bodies it made durable.</summary>
public sealed class SimulatedDisk
{
    private readonly List<FinalBlock> _blocks = [];
    private readonly Dictionary<StateKey, List<(long Number, ReadOnlyMemory<byte> Value)>> _versions = [];
    private readonly Dictionary<Hash256, (long Number, int Index)> _transactions = [];
    private readonly List<ConsensusEvent> _journal = [];
    private readonly Dictionary<(long Number, Hash256 Hash), JournalBody> _bodies = [];
    private readonly List<PendingWrite> _inFlight = [];

    /// <summary>Whether the end of the journal cannot be read.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Whether the end of the journal was damaged, so that the node must refuse to run.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>The blocks, block 0 first; where the store began with a snapshot, those above it follow.</summary>
    public IReadOnlyList<FinalBlock> Blocks => _blocks;

    /// <summary>What it has of a snapshot.</summary>
    public SnapshotShelf Snapshot { get; } = new();

    /// <summary>The block that it began with; 0 when it holds every block.</summary>
    public long Base => Snapshot.Adopted?.Number ?? 0;

    /// <summary>The last block; -1 in an empty store.</summary>
    public long Head => _blocks.Count <= 1 ? Math.Max(Base, _blocks.Count - 1) : _blocks[^1].Block.Number;

    /// <summary>The facts, oldest first.</summary>
    public IReadOnlyList<ConsensusEvent> Journal => _journal;

    /// <summary>The bodies held.</summary>
    public IReadOnlyList<JournalBody> Bodies => [.. _bodies.Values];

    /// <summary>Notes a write that is on its way.</summary>
    public PendingWrite Begin(Action<double> reach)
    {
        var write = new PendingWrite(reach);
        _inFlight.Add(write);
        return write;
    }

    /// <summary>A write reached the disk.</summary>
    public void End(PendingWrite write)
    {
        if (_inFlight.Remove(write))
        {
            write.Reach(1);
        }
    }

    /// <summary>Power is lost: what was on its way arrives, wholly, in part or not at all.</summary>
    public void Crash(Random random)
    {
        foreach (PendingWrite write in _inFlight)
        {
            write.Reach(random.Next(3) switch { 0 => 0, 1 => 1, _ => random.NextDouble() });
        }

        _inFlight.Clear();
    }

    /// <summary>Everything is gone.</summary>
    public void Wipe()
    {
        _blocks.Clear();
        Snapshot.Clear();
        _versions.Clear();
        _transactions.Clear();
        _journal.Clear();
        _bodies.Clear();
        _inFlight.Clear();
        IsTorn = false;
        IsDamaged = false;
    }

    /// <summary>Goes back to a copy that was made earlier.</summary>
    public void Restore(SimulatedDisk copy)
    {
        Wipe();
        foreach (FinalBlock block in copy._blocks)
        {
            Store(block, withState: copy.Base == 0 || block.Block.Number > 0);
        }

        Snapshot.CopyFrom(copy.Snapshot);
        foreach ((StateKey key, List<(long Number, ReadOnlyMemory<byte> Value)> versions) in copy._versions)
        {
            _versions[key] = [.. versions];
        }

        AddFacts(copy._journal);
        AddBodies(copy._bodies.Values);
    }

    /// <summary>A backup.</summary>
    public SimulatedDisk Copy()
    {
        var copy = new SimulatedDisk();
        copy.Restore(this);
        return copy;
    }

    /// <summary>Damages the end of the journal: it reads as half of what it was, or cannot be read at all.</summary>
    public void Tear(bool isReadable)
    {
        IsDamaged = true;
        ConsensusEvent? half = isReadable && _journal.Count > 0 && _journal[^1].Number > Head
            ? Half(_journal[^1])
            : null;
        if (half is null)
        {
            IsTorn = true;
            return;
        }

        _journal[^1] = half;
    }

    /// <summary>Stores the next block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="withState">Whether its state is stored with it, as it must be.</param>
    public void Store(FinalBlock block, bool withState)
    {
        _blocks.Add(block);
        Snapshot.Note(block);
        for (int i = 0; i < block.Block.Transactions.Count; i++)
        {
            _transactions[block.Block.Transactions[i].Hash] = (block.Block.Number, i);
        }

        if (withState)
        {
            StoreState(block);
        }
    }

    /// <summary>A block that is kept whole, or block 0.</summary>
    public FinalBlock? At(long number)
    {
        long place = Base == 0 ? number : number == 0 ? 0 : number - Base;
        return place >= 0 && place < _blocks.Count && (place > 0 || number == 0) ? _blocks[(int)place] : null;
    }

    /// <summary>Makes what was loaded of a snapshot the beginning.</summary>
    public void Adopt(FinalBlock genesisBlock, AdoptedSnapshot snapshot)
    {
        Store(genesisBlock, withState: false);
        Snapshot.Adopt(snapshot, (key, value) => _versions.Add(key, [(snapshot.Number, value)]));
    }

    /// <summary>Stores the state that a block wrote.</summary>
    public void StoreState(FinalBlock block)
    {
        foreach (StateWrite write in block.Writes)
        {
            if (!_versions.TryGetValue(write.Key, out List<(long Number, ReadOnlyMemory<byte> Value)>? versions))
            {
                versions = [];
                _versions.Add(write.Key, versions);
            }

            versions.Add((block.Block.Number, write.Value));
        }
    }

    /// <summary>The newest version of a value not above a height; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Read(in StateKey key, long asOf)
    {
        if (_versions.TryGetValue(key, out List<(long Number, ReadOnlyMemory<byte> Value)>? versions))
        {
            for (int i = versions.Count - 1; i >= 0; i--)
            {
                if (versions[i].Number <= asOf)
                {
                    return versions[i].Value;
                }
            }
        }

        return default;
    }

    /// <summary>The state at a height, ascending by key.</summary>
    public IEnumerable<(StateKey Key, ReadOnlyMemory<byte> Value)> StateAt(long number) =>
        _versions.Keys.Order().Select(key => (key, Read(key, number))).Where(item => !item.Item2.IsEmpty);

    /// <summary>Where a transaction is, or nowhere.</summary>
    public (long Number, int Index)? Find(in Hash256 transaction) =>
        _transactions.TryGetValue(transaction, out (long Number, int Index) place) ? place : null;

    /// <summary>The receipt of a stored transaction.</summary>
    public Receipt? ReceiptOf(in Hash256 transaction) =>
        Find(transaction) is (long number, int index) ? At(number)!.Block.Receipts[index] : null;

    /// <summary>Appends facts.</summary>
    public void AddFacts(IEnumerable<ConsensusEvent> facts) => _journal.AddRange(facts);

    /// <summary>Keeps bodies.</summary>
    public void AddBodies(IEnumerable<JournalBody> bodies)
    {
        foreach (JournalBody body in bodies)
        {
            _bodies[(body.Number, body.Hash)] = body;
        }
    }

    /// <summary>Drops the bodies of heights that are stored.</summary>
    public void DropBodies(long committed)
    {
        foreach ((long Number, Hash256 Hash) key in _bodies.Keys.Where(key => key.Number <= committed).ToList())
        {
            _bodies.Remove(key);
        }
    }

    private static ConsensusEvent? Half(ConsensusEvent fact) => fact switch
    {
        ProposalAccepted accepted => accepted with { Message = Half(accepted.Message) },
        CommitSigned commit => commit with { Certificate = Half(commit.Certificate) },
        _ => null,
    };

    private static string Half(string text) => text[..(text.Length / 2)];
}
