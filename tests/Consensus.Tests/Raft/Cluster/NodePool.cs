using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>The transactions that a node knows of, and in which proposals it has seen them.</summary>
internal sealed class NodePool
{
    private const int TransactionsMax = 3;

    private readonly SortedSet<Hash256> _waiting = [];
    private readonly Dictionary<long, IReadOnlyList<Hash256>> _proposed = [];

    public bool Add(Hash256 transaction) => _waiting.Add(transaction);

    public bool Contains(Hash256 transaction) => _waiting.Contains(transaction);

    public bool HasWork(NodeWork work) => _waiting.Any(transaction => !work.IsExecuted(transaction));

    public void MarkProposed(Proposal proposal) => _proposed[proposal.Number] = proposal.Transactions;

    /// <summary>What could be offered for a height: not executed, and in no proposal for a height between the store and this one.</summary>
    public Hash256[] Select(long number, long stored, NodeWork work)
    {
        var proposed = _proposed
            .Where(item => item.Key > stored && item.Key < number)
            .SelectMany(item => item.Value)
            .ToHashSet();
        return [.. _waiting.Where(item => !work.IsExecuted(item) && !proposed.Contains(item)).Take(TransactionsMax)];
    }

    public void OnStored(StoredBlock block)
    {
        _waiting.ExceptWith(block.Executed);
        foreach (long number in _proposed.Keys.Where(number => number <= block.Block.Number).ToList())
        {
            _proposed.Remove(number);
        }
    }

    public void Clear()
    {
        _waiting.Clear();
        _proposed.Clear();
    }
}
