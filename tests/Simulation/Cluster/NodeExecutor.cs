using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Simulation.Cluster;

/// <summary>Executes ordered proposals into a hash chain and stores final blocks, one after another, each taking its time.</summary>
public sealed class NodeExecutor
{
    private readonly ClusterRun _run;
    private readonly SimulatedDisk _disk;
    private readonly HashSet<Hash256> _executed;
    private readonly Dictionary<long, StoredHeight> _pending = [];
    private readonly Queue<(Proposal Proposal, Hash256 Digest)> _toExecute = [];
    private readonly Queue<ConsensusEffect.Commit> _toStore = [];
    private CertifiedHeader _tip;
    private bool _isExecuting;
    private bool _isStoring;

    /// <summary>Starts from what the disk holds.</summary>
    public NodeExecutor(ClusterRun run, SimulatedDisk disk)
    {
        _run = run;
        _disk = disk;
        _tip = disk.Head;
        _executed = [.. disk.Chain.SelectMany(height => height.Executed)];
    }

    /// <summary>Whether a transaction is in a block that this node executed.</summary>
    public bool IsExecuted(Hash256 transaction) => _executed.Contains(transaction);

    /// <summary>A block on its way to the disk arrives or not.</summary>
    public void Crash(Random random)
    {
        if (_toStore.TryPeek(out ConsensusEffect.Commit? commit) && random.Next(2) == 0)
        {
            StoreOwn(commit);
        }
    }

    /// <summary>Executes a proposal behind those before it and tells the core.</summary>
    public void Execute(Proposal proposal, Hash256 digest, Func<Action, Action> alive, Action<ConsensusInput> step)
    {
        _toExecute.Enqueue((proposal, digest));
        ExecuteNext(alive, step);
    }

    /// <summary>Stores a final block behind those before it.</summary>
    public void Commit(ConsensusEffect.Commit commit, Func<Action, Action> alive, Action<StoredHeight> stored)
    {
        _toStore.Enqueue(commit);
        StoreNext(alive, stored);
    }

    /// <summary>Stores a peer's block after checking that it follows and is final.</summary>
    public void StoreFromPeer(StoredHeight height, Action<StoredHeight> stored)
    {
        CertifiedHeader block = height.Block;
        Hash256 digest = ProposalCodec.Digest(height.Proposal, TestGroup.Suite.Hash);
        BlockHeader own = _run.Group.Execute(_disk.Head, block.Number, digest);
        if (TestGroup.HashOf(own) != block.Hash || !_run.Checks.IsFinal(block))
        {
            return;
        }

        _disk.Store(height);
        _executed.UnionWith(height.Executed);
        if (_tip.Number <= block.Number)
        {
            _tip = block;
        }

        stored(height);
    }

    private void ExecuteNext(Func<Action, Action> alive, Action<ConsensusInput> step)
    {
        if (_isExecuting || !_toExecute.TryDequeue(out (Proposal Proposal, Hash256 Digest) next))
        {
            return;
        }

        _isExecuting = true;
        _run.Time.After(_run.ExecutionDelay(), alive(() =>
        {
            _isExecuting = false;
            if (next.Proposal.Number == _tip.Number + 1)
            {
                BlockHeader header = _run.Group.Execute(_tip, next.Proposal.Number, next.Digest);
                Hash256[] fresh = [.. next.Proposal.Transactions.Distinct().Where(item => !_executed.Contains(item))];
                _executed.UnionWith(fresh);
                _tip = new CertifiedHeader(header, TestGroup.HashOf(header), BlockCertificate.None);
                _pending[_tip.Number] = new StoredHeight(_tip, next.Proposal, fresh);
                step(new ConsensusInput.Executed(_tip.Number, next.Digest, _tip.Hash, header));
            }

            ExecuteNext(alive, step);
        }));
    }

    private void StoreNext(Func<Action, Action> alive, Action<StoredHeight> stored)
    {
        if (_isStoring || _toStore.Count == 0)
        {
            return;
        }

        _isStoring = true;
        _run.Time.After(_run.StoreDelay(), alive(() =>
        {
            _isStoring = false;
            if (StoreOwn(_toStore.Dequeue()) is StoredHeight height)
            {
                stored(height);
            }

            StoreNext(alive, stored);
        }));
    }

    private StoredHeight? StoreOwn(ConsensusEffect.Commit commit)
    {
        if (commit.Number != _disk.Head.Number + 1)
        {
            return null;
        }

        StoredHeight pending = _pending[commit.Number];
        StoredHeight height = pending with { Block = pending.Block with { Certificate = commit.Certificate } };
        _disk.Store(height);
        _pending.Remove(commit.Number);
        return height;
    }
}
