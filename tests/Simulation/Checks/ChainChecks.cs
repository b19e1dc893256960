using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Checks;

/// <summary>Every block that any node stores: one hash a height, links, times, roots and seals, and nothing executed twice (I1, I2,
/// I4, I5, I6).</summary>
/// <param name="setup">The group.</param>
/// <param name="epochs">Who seals when; it learns of each block here.</param>
public sealed class ChainChecks(GroupSetup setup, EpochChronicle epochs)
{
    private readonly List<Block> _chain = [];
    private readonly HashSet<Hash256> _transactions = [];
    private readonly HashSet<(Address Sender, UInt256 Nonce, bool IsFisco)> _nonces = [];

    /// <summary>The blocks that some node stored, from block 1.</summary>
    public IReadOnlyList<Block> Chain => _chain;

    /// <summary>The highest height that any node stored.</summary>
    public long Highest => _chain.Count;

    /// <summary>Checks a block that a node stored on top of its last one.</summary>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public string? Check(FinalBlock stored)
    {
        Block block = stored.Block;
        var final = new CertifiedHeader(block.Header, HeaderCodec.Hash(block.Header, setup.Suite), stored.Certificate);
        if (final.Hash != block.Hash)
        {
            return $"Block {block.Number} is stored under a hash that is not its header's.";
        }

        if (block.Number > Highest + 1)
        {
            return $"Block {block.Number} is stored before any node stored block {Highest + 1}.";
        }

        if (!BlockCertificateVerifier.IsFinal(setup.Identity, epochs.At(block.Number).Sealers, final, setup.Suite))
        {
            return $"Block {block.Number} is stored with {stored.Certificate.Seals.Count} seals, which are no quorum of its set.";
        }

        if (block.Number <= Highest)
        {
            Hash256 known = _chain[(int)block.Number - 1].Hash;
            return known == block.Hash ? null : $"Height {block.Number} is final as {known} and as {block.Hash}.";
        }

        return CheckNext(block) ?? epochs.Add(stored);
    }

    private string? CheckNext(Block block)
    {
        Hash256 parent = _chain.Count == 0 ? setup.Identity.GenesisHash : _chain[^1].Hash;
        long time = _chain.Count == 0 ? setup.Genesis.Timestamp : _chain[^1].Header.Timestamp;
        if (block.Header.ParentHash != parent || block.Header.Timestamp <= time)
        {
            return $"Block {block.Number} does not follow its parent: by hash {block.Header.ParentHash}, by time {block.Header.Timestamp}.";
        }

        _chain.Add(block);
        return CheckRoots(block) ?? CheckOnce(block);
    }

    private string? CheckRoots(Block block)
    {
        Hash256 transactions = HashTree.Root([.. block.Transactions.Select(item => item.Hash)], setup.Suite);
        Hash256 receipts = HashTree.Root(
            [.. block.Receipts.Select(item => ReceiptCodec.Hash(item, block.Header.StateRoot, setup.Suite))], setup.Suite);
        return transactions == block.Header.TransactionsRoot && receipts == block.Header.ReceiptsRoot
            ? null
            : $"The roots of block {block.Number} are not those of its transactions and receipts.";
    }

    private string? CheckOnce(Block block)
    {
        foreach (VerifiedTransaction transaction in block.Transactions)
        {
            if (!_transactions.Add(transaction.Hash))
            {
                return $"Transaction {transaction.Hash} is executed again in block {block.Number}.";
            }

            Transaction request = transaction.Transaction;
            if (!_nonces.Add((request.IsFisco ? default : transaction.Sender, request.Nonce, request.IsFisco)))
            {
                return $"The nonce {request.Nonce} of transaction {transaction.Hash} is used again in block {block.Number}.";
            }
        }

        return null;
    }
}
