using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Silence;

namespace Ledger.Node.Sync;

/// <summary>Checks blocks of a peer before anything is believed: proof first, then content (reliability of the peer is never assumed).
/// Thread-safe.</summary>
/// <param name="group">The group.</param>
/// <param name="recovery">Recovers senders.</param>
/// <param name="pipeline">Takes blocks that passed.</param>
public sealed class BlockImport(GroupContext group, SenderCache recovery, BlockPipeline pipeline)
{
    /// <summary>How many blocks may wait for execution: the queue before it has no bound of its own.</summary>
    private const int ExecutionQueueMax = 16;

    /// <summary>Looks at certificates for seals of this node; not set where none is expected.</summary>
    internal OwnSeals? Seals { get; init; }

    /// <summary>Checks the seals and the transactions of one block against its header.</summary>
    /// <param name="source">Who gave it.</param>
    /// <param name="block">The block.</param>
    /// <param name="passed">The block when it passed.</param>
    /// <returns><see langword="null"/>, or why it is refused.</returns>
    internal string? TryCheck(in NodeId source, CertifiedBlock block, out CheckedBlock? passed)
    {
        passed = null;
        BlockHeader header = block.Header;
        Hash256 hash = HeaderCodec.Hash(header, group.Suite.Hash);
        SealerSet? sealers = SealersOf(block);
        if (sealers is not null && !IsFinal(block, hash, sealers))
        {
            return $"block {header.Number} has no valid quorum of seals";
        }

        if (!TransactionCodec.TryDecodeAll(
            block.Transactions, group.Suite.Hash, out Transaction[] transactions, out TransactionDecodeError error))
        {
            return $"a transaction of block {header.Number} cannot be decoded: {error}";
        }

        if (HashTree.Root([.. transactions.Select(item => item.Hash)], group.Suite.Hash) != header.TransactionsRoot)
        {
            return $"the transactions of block {header.Number} are not those that its header commits to";
        }

        passed = new CheckedBlock(source, block, hash, transactions, sealers);
        return null;
    }

    /// <summary>Recovers the senders of consecutive blocks together, on as many cores as are allowed.</summary>
    /// <returns>The blocks up to the first with a transaction that nobody signed.</returns>
    internal List<CheckedBlock> Recover(IReadOnlyList<CheckedBlock> blocks)
    {
        VerifiedTransaction?[] recovered = recovery.Recover([.. blocks.SelectMany(block => block.Transactions)]);
        var passed = new List<CheckedBlock>(blocks.Count);
        int at = 0;
        foreach (CheckedBlock block in blocks)
        {
            var bodies = new ArraySegment<VerifiedTransaction?>(recovered, at, block.Transactions.Count);
            if (bodies.Contains(null))
            {
                break;
            }

            passed.Add(block with { Bodies = [.. bodies.OfType<VerifiedTransaction>()] });
            at += block.Transactions.Count;
        }

        return passed;
    }

    /// <summary>Waits until the sealers of a block's height are known and execution is near it, and hands it to execution.</summary>
    /// <returns><see langword="null"/>, or why the block is refused.</returns>
    internal async ValueTask<string?> ImportAsync(CheckedBlock block, CancellationToken cancellation)
    {
        int delay = group.Genesis.ActivationDelay;
        await group.Epochs.WaitForAsync(block.Number + Math.Max(0, delay - ExecutionQueueMax), cancellation);
        Epoch epoch = group.Epochs.At(block.Number);
        bool isFinal = epoch.Sealers.Equals(block.CheckedBy)
            ? BlockCertificateVerifier.NamesGroup(group.Identity, epoch.Sealers, block.Block.Header)
            : IsFinal(block.Block, block.Hash, epoch.Sealers);
        if (!isFinal)
        {
            return $"block {block.Number} is not sealed by the sealers of its height";
        }

        Seals?.Look(block.Number, epoch.Sealers, block.Block.Certificate);
        pipeline.Import(block.Block, block.Hash, block.Bodies);
        return null;
    }

    private bool IsFinal(CertifiedBlock block, in Hash256 hash, SealerSet sealers) => BlockCertificateVerifier.IsFinal(
        group.Identity, sealers, new CertifiedHeader(block.Header, hash, block.Certificate), group.Suite.Signatures);

    /// <summary>The sealers to check seals against: those of the height when they are known; else those that the header names, when all of
    /// them are sealers in the newest epoch known. A header cannot buy more checks than the group has sealers.</summary>
    /// <remarks>How many of those it names decide is the newest epoch's guess: a block of an epoch with another algorithm may have fewer
    /// seals. That is no lie, and its seals are checked when the height's epoch is known.</remarks>
    private SealerSet? SealersOf(CertifiedBlock block)
    {
        BlockHeader header = block.Header;
        if (group.Epochs.Find(header.Number) is Epoch known)
        {
            return known.Sealers;
        }

        Epoch newest = group.Epochs.Newest;
        IReadOnlyList<NodeId> members = newest.Parameters.Sealers;
        bool isPart = header.SealerList.Count > 0
            && header.SealerList.Count <= members.Count
            && header.SealerList.Distinct().Count() == header.SealerList.Count
            && header.SealerList.All(members.Contains);
        SealerSet? named = isPart ? new SealerSet(header.SealerList, newest.Sealers.Faults) : null;
        return block.Certificate.Seals.Count >= named?.Threshold ? named : null;
    }
}
