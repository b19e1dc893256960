using Ledger.Consensus.Raft;
using Ledger.Domain.Encoding;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>The properties of figure 3 of the paper, and those of the chain, looked at from outside after every step. Keeps the first
/// violation.</summary>
internal sealed class RaftChecks(TestGroup group)
{
    private readonly Dictionary<long, int> _leaders = [];
    private readonly Dictionary<(long Index, long Term), (Hash256 Digest, long PreviousTerm)> _entries = [];
    private readonly Dictionary<long, RaftEntry> _committed = [];
    private readonly Dictionary<long, Hash256> _final = [];

    public string? Violation { get; private set; }

    public long HighestFinal { get; private set; }

    public int Terms => _leaders.Count;

    public void Violate(string text) => Violation ??= text;

    /// <summary>Election safety and leader completeness.</summary>
    public void OnStepped(int node, RaftCore core, long term)
    {
        if (core.IsLeader && _leaders.TryAdd(term, node))
        {
            CheckComplete(node, core, term);
        }

        if (core.IsLeader && _leaders[term] != node)
        {
            Violate($"Election safety: nodes {_leaders[term]} and {node} both lead term {term}.");
        }

        NoteCommitted(node, core);
    }

    /// <summary>Log matching: two entries of one index and term are the same, and so are those before them.</summary>
    public void OnAppended(EntriesAppended appended)
    {
        long previous = appended.PreviousTerm;
        foreach (RaftEntry entry in EntryCodec.Decode(
            Hex.Decode(appended.Entries), appended.PreviousIndex, previous, TestGroup.Suite.Hash)!)
        {
            (Hash256 Digest, long PreviousTerm) said = (entry.Digest, previous);
            if (!_entries.TryAdd((entry.Index, entry.Term), said) && _entries[(entry.Index, entry.Term)] != said)
            {
                Violate($"Log matching: two entries of index {entry.Index} and term {entry.Term} differ.");
            }

            previous = entry.Term;
        }
    }

    /// <summary>A node holds a height final: one hash for all, proven by a majority.</summary>
    public void OnFinal(int node, ConsensusEffect.Commit commit)
    {
        Agree(node, commit.Number, commit.BlockHash);
        if (!BlockCertificateVerifier.IsQuorum(
            group.Sealers, commit.BlockHash, commit.Certificate, TestGroup.Suite.Signatures))
        {
            Violate($"Node {node} holds height {commit.Number} final without a majority's valid seals.");
        }
    }

    public void OnStored(int node, StoredBlock block) => Agree(node, block.Block.Number, block.Block.Hash);

    public void OnHalt(int node, ConsensusEffect.Halt halt) =>
        Violate($"Node {node} halts at height {halt.Number}: own {halt.Own}, the majority's {halt.Quorums}.");

    /// <summary>At the end: every node holds all that was ever final, and every transaction once.</summary>
    public string? CheckChains(IReadOnlyList<NodeDisk> disks, IReadOnlyList<Hash256> submitted)
    {
        for (int node = 0; node < disks.Count; node++)
        {
            List<StoredBlock> chain = disks[node].Chain;
            foreach ((long number, Hash256 hash) in _final)
            {
                if (number >= chain.Count || chain[(int)number].Block.Hash != hash)
                {
                    return $"Node {node} lost height {number}, which was final.";
                }
            }

            Hash256[] executed = [.. chain.SelectMany(block => block.Executed)];
            if (executed.Length != submitted.Count || !executed.ToHashSet().SetEquals(submitted))
            {
                return $"Node {node} executed {executed.Length} of {submitted.Count} transactions.";
            }
        }

        return null;
    }

    private void CheckComplete(int node, RaftCore core, long term)
    {
        foreach ((long index, RaftEntry entry) in _committed)
        {
            if (index >= core.Log.BaseIndex && core.Log.TermAt(index) != entry.Term)
            {
                Violate($"Leader completeness: node {node} leads term {term} without entry {index} of term {entry.Term}.");
            }
        }
    }

    /// <summary>State machine safety: one entry for each committed index.</summary>
    private void NoteCommitted(int node, RaftCore core)
    {
        for (long index = Math.Max(core.Log.BaseIndex, core.CommittedIndex - 16) + 1; index <= core.CommittedIndex; index++)
        {
            RaftEntry entry = core.Log.At(index);
            if (!_committed.TryAdd(index, entry) && _committed[index].Digest != entry.Digest)
            {
                Violate($"State machine safety: node {node} committed another entry {index} than was committed before.");
            }

        }
    }

    private void Agree(int node, long number, in Hash256 hash)
    {
        HighestFinal = Math.Max(HighestFinal, number);
        if (!_final.TryAdd(number, hash) && _final[number] != hash)
        {
            Violate($"Height {number} is final as {_final[number]} and, at node {node}, as {hash}.");
        }
    }
}
