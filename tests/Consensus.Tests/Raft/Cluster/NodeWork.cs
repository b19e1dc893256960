using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>Executes ordered proposals into a hash chain and stores final blocks, one after another, each taking its time. One life of a
/// node.</summary>
internal sealed class NodeWork(RaftRun run, NodeDisk disk, Func<Action, Action> alive, Action<ConsensusInput> step, Action stored)
{
    private readonly HashSet<Hash256> _executed = [.. disk.Chain.SelectMany(block => block.Executed)];
    private readonly Dictionary<long, StoredBlock> _pending = [];
    private readonly Queue<ConsensusEffect.Execute> _toExecute = [];
    private readonly Queue<ConsensusEffect.Commit> _toStore = [];
    private CertifiedHeader _tip = disk.Head;
    private bool _isExecuting;
    private bool _isStoring;

    public bool IsExecuted(Hash256 transaction) => _executed.Contains(transaction);

    public void Execute(ConsensusEffect.Execute execute)
    {
        _toExecute.Enqueue(execute);
        ExecuteNext();
    }

    public void Store(ConsensusEffect.Commit commit)
    {
        _toStore.Enqueue(commit);
        StoreNext();
    }

    /// <summary>Takes a certified block of a peer.</summary>
    public void Import(StoredBlock block)
    {
        if (block.Block.Number != disk.Head.Number + 1
            || !BlockCertificateVerifier.IsFinal(
                run.Group.Identity, run.Group.Sealers, block.Block, TestGroup.Suite.Signatures))
        {
            return;
        }

        disk.Chain.Add(block);
        _executed.UnionWith(block.Executed);
        if (_tip.Number <= block.Block.Number)
        {
            _tip = block.Block;
        }

        Announce(block);
    }

    private void ExecuteNext()
    {
        if (_isExecuting || !_toExecute.TryDequeue(out ConsensusEffect.Execute? next))
        {
            return;
        }

        _isExecuting = true;
        run.Agenda.After(TimeSpan.FromMicroseconds(run.Random.Next(200, 15_000)), alive(() =>
        {
            _isExecuting = false;
            if (next.Proposal.Number == _tip.Number + 1)
            {
                BlockHeader header = run.Group.Execute(_tip, next.Proposal.Number, next.Digest);
                Hash256[] fresh = [.. next.Proposal.Transactions.Where(_executed.Add)];
                _tip = new CertifiedHeader(header, TestGroup.HashOf(header), BlockCertificate.None);
                _pending[_tip.Number] = new StoredBlock(_tip, fresh);
                step(new ConsensusInput.Executed(_tip.Number, next.Digest, _tip.Hash, header));
            }

            ExecuteNext();
        }));
    }

    private void StoreNext()
    {
        if (_isStoring || _toStore.Count == 0)
        {
            return;
        }

        _isStoring = true;
        run.Agenda.After(TimeSpan.FromMicroseconds(run.Random.Next(200, 15_000)), alive(() =>
        {
            _isStoring = false;
            ConsensusEffect.Commit commit = _toStore.Dequeue();
            if (commit.Number == disk.Head.Number + 1)
            {
                StoredBlock pending = _pending[commit.Number];
                StoredBlock block = pending with { Block = pending.Block with { Certificate = commit.Certificate } };
                disk.Chain.Add(block);
                Announce(block);
            }

            StoreNext();
        }));
    }

    private void Announce(StoredBlock block)
    {
        CertifiedHeader final = block.Block;
        step(new ConsensusInput.Committed(final.Number, final.Hash, final.Certificate, final.Header));
        stored();
    }
}
