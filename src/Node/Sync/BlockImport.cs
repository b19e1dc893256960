using Ledger.Consensus;
using Ledger.Crypto.Signatures;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Ports;

namespace Ledger.Node.Sync;

/// <summary>Checks blocks of a peer before anything is believed: proof first, then content (reliability of the peer is never assumed).</summary>
/// <param name="group">The group.</param>
/// <param name="recovery">Recovers senders.</param>
/// <param name="pipeline">Takes blocks that passed.</param>
public sealed class BlockImport(GroupContext group, BatchSenderRecovery recovery, BlockPipeline pipeline)
{
    /// <summary>Whether the sealers of a height are known, so that its proof can be checked.</summary>
    public bool IsInReach(long number) => group.Epochs.Find(number) is not null;

    /// <summary>Checks one block and hands it to execution.</summary>
    /// <param name="expected">The height that it must have.</param>
    /// <param name="block">The block.</param>
    /// <returns><see langword="null"/>, or why it is refused.</returns>
    public string? TryImport(long expected, CertifiedBlock block)
    {
        BlockHeader header = block.Header;
        if (header.Number != expected)
        {
            return $"block {header.Number} came where block {expected} was due";
        }

        Hash256 hash = HeaderCodec.Hash(header, group.Suite.Hash);
        var final = new CertifiedHeader(header, hash, block.Certificate);
        if (group.Epochs.Find(header.Number) is not Epoch epoch)
        {
            return $"block {header.Number} came before its sealers were known";
        }

        if (!BlockCertificateVerifier.IsFinal(group.Identity, epoch.Sealers, final, group.Suite.Signatures))
        {
            return $"block {header.Number} has no valid quorum of seals";
        }

        var transactions = new List<Transaction>(block.Transactions.Count);
        foreach (ReadOnlyMemory<byte> raw in block.Transactions)
        {
            TransactionDecodeError error = TransactionCodec.TryDecode(raw, group.Suite.Hash, out Transaction? transaction);
            if (error != TransactionDecodeError.None)
            {
                return $"a transaction of block {header.Number} cannot be decoded: {error}";
            }

            transactions.Add(transaction!);
        }

        if (HashTree.Root([.. transactions.Select(item => item.Hash)], group.Suite.Hash) != header.TransactionsRoot)
        {
            return $"the transactions of block {header.Number} are not those that its header commits to";
        }

        var bodies = new List<VerifiedTransaction>(transactions.Count);
        foreach (VerifiedTransaction? verified in recovery.Recover(transactions))
        {
            if (verified is null)
            {
                return $"a transaction of block {header.Number} has no valid signature";
            }

            bodies.Add(verified);
        }

        pipeline.Import(block, hash, bodies);
        return null;
    }
}
