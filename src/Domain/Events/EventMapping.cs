using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Events;

/// <summary>Turns blocks into the events of the <c>ledger</c> stream and back.</summary>
/// <remarks>Going back takes nothing on trust that can be computed: transactions are decoded from their bytes and hashes are
/// compared, so what comes out is what went in or a <see cref="CorruptEventException"/>.</remarks>
public static class EventMapping
{
    /// <summary>The event that begins a group.</summary>
    public static GroupCreated ToEvent(Genesis genesis, Block genesisBlock) => new(
        GenesisFile.Write(genesis),
        genesisBlock.Hash.ToString(),
        Hex.Encode(HeaderCodec.Encode(genesisBlock.Header)));

    /// <summary>The events of one final block: its transactions in order, then the block.</summary>
    public static IReadOnlyList<LedgerEvent> ToEvents(Block block, BlockCertificate certificate)
    {
        var events = new LedgerEvent[block.Transactions.Count + 1];
        for (int i = 0; i < block.Transactions.Count; i++)
        {
            events[i] = ToEvent(block.Number, i, block.Transactions[i], block.Receipts[i]);
        }

        events[^1] = new BlockCommitted(
            block.Number,
            block.Hash.ToString(),
            Hex.Encode(HeaderCodec.Encode(block.Header)),
            block.Transactions.Count,
            [.. certificate.Seals.Select(seal => new CommittedSeal(seal.Sealer, Hex.Encode(seal.Signature.Span)))]);
        return events;
    }

    /// <summary>The event of one executed transaction.</summary>
    /// <param name="number">Block number.</param>
    /// <param name="index">Place in the block.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="receipt">Its outcome.</param>
    public static TransactionExecuted ToEvent(
        long number, int index, VerifiedTransaction transaction, Receipt receipt) => new(
            number,
            index,
            transaction.Hash.ToString(),
            transaction.Sender.ToString(),
            Hex.Encode(transaction.Transaction.Raw.Span),
            ToStored(receipt));

    /// <summary>The stored form of a receipt.</summary>
    public static ExecutedReceipt ToStored(Receipt receipt)
    {
        var logs = new ExecutedLog[receipt.Logs.Count];
        for (int i = 0; i < logs.Length; i++)
        {
            LogEntry log = receipt.Logs[i];
            logs[i] = new ExecutedLog(
                log.Address.ToString(), [.. log.Topics.Select(topic => topic.ToString())], Hex.Encode(log.Data.Span));
        }

        return new ExecutedReceipt(
            (int)receipt.Status,
            receipt.GasUsed,
            receipt.RemainingGas,
            receipt.ContractAddress?.ToString(),
            Hex.Encode(receipt.Output.Span),
            logs);
    }

    /// <summary>The block whose events these are.</summary>
    /// <param name="transactions">The transactions that stand before it.</param>
    /// <param name="committed">The block.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <exception cref="CorruptEventException">The events do not belong together, or one is damaged.</exception>
    public static (Block Block, BlockCertificate Certificate) ToBlock(
        IReadOnlyList<TransactionExecuted> transactions, BlockCommitted committed, IHashFunction hash)
    {
        var place = new StoredPlace(nameof(BlockCommitted), committed.Number);
        place.Check(
            transactions.Count == committed.Transactions,
            nameof(BlockCommitted.Transactions),
            $"{committed.Transactions} is not the number of transactions before it, {transactions.Count}");
        BlockHeader header = ToHeader(committed.Header, committed.Hash, place, hash);
        place.Check(header.Number == committed.Number, nameof(BlockCommitted.Number), "is not the header's");

        var verified = new VerifiedTransaction[transactions.Count];
        var receipts = new Receipt[transactions.Count];
        for (int i = 0; i < verified.Length; i++)
        {
            TransactionExecuted executed = transactions[i];
            place.Check(
                executed.Number == committed.Number && executed.Index == i,
                nameof(BlockCommitted.Transactions),
                $"transaction {i} before it says number {executed.Number}, index {executed.Index}");
            verified[i] = ToTransaction(executed, hash);
            receipts[i] = ToReceipt(executed);
        }

        return (new Block(place.Hash(committed.Hash, nameof(BlockCommitted.Hash)), header, verified, receipts),
            ToCertificate(committed));
    }

    /// <summary>The header of a committed block, its hash checked.</summary>
    /// <exception cref="CorruptEventException">The header is damaged or is not the one that the hash names.</exception>
    public static BlockHeader ToHeader(BlockCommitted committed, IHashFunction hash) => ToHeader(
        committed.Header, committed.Hash, new StoredPlace(nameof(BlockCommitted), committed.Number), hash);

    /// <summary>The header of block 0, its hash checked.</summary>
    /// <exception cref="CorruptEventException">The header is damaged or is not the one that the hash names.</exception>
    public static BlockHeader ToHeader(GroupCreated created, IHashFunction hash) => ToHeader(
        created.Header, created.Hash, new StoredPlace(nameof(GroupCreated), 0), hash);

    /// <summary>The block that a store began with, its hash and its transactions' root checked; without its transactions.</summary>
    /// <exception cref="CorruptEventException">The event is damaged.</exception>
    public static (Block Block, BlockCertificate Certificate, IReadOnlyList<Hash256> TransactionHashes) ToBlock(
        SnapshotAdopted adopted, IHashFunction hash)
    {
        var place = new StoredPlace(nameof(SnapshotAdopted), adopted.Number);
        BlockHeader header = ToHeader(adopted.Header, adopted.Hash, place, hash);
        place.Check(header.Number == adopted.Number, nameof(SnapshotAdopted.Number), "is not the header's");
        place.Check(adopted.TransactionHashes is not null, nameof(SnapshotAdopted.TransactionHashes), "is missing");
        place.Check(adopted.Totals is not null, nameof(SnapshotAdopted.Totals), "is missing");
        place.Check(adopted.Snapshot?.Signers is not null, nameof(SnapshotAdopted.Snapshot), "is missing");
        Hash256[] hashes = [.. adopted.TransactionHashes!.Select(text => place.Hash(text, nameof(SnapshotAdopted.TransactionHashes)))];
        place.Check(
            HashTree.Root(hashes, hash) == header.TransactionsRoot,
            nameof(SnapshotAdopted.TransactionHashes),
            "are not those under the header's transactions root");
        return (new Block(place.Hash(adopted.Hash, nameof(SnapshotAdopted.Hash)), header, [], []),
            ToCertificate(adopted.Seals, place),
            hashes);
    }

    /// <summary>The certificate of a committed block.</summary>
    /// <exception cref="CorruptEventException">A signature is not hexadecimal.</exception>
    public static BlockCertificate ToCertificate(BlockCommitted committed) =>
        ToCertificate(committed.Seals, new StoredPlace(nameof(BlockCommitted), committed.Number));

    private static BlockCertificate ToCertificate(IReadOnlyList<CommittedSeal>? stored, StoredPlace place)
    {
        place.Check(stored is not null, nameof(BlockCommitted.Seals), "is missing");
        var seals = new BlockSeal[stored!.Count];
        for (int i = 0; i < seals.Length; i++)
        {
            seals[i] = new BlockSeal(stored[i].Sealer, place.Bytes(stored[i].Signature, nameof(CommittedSeal.Signature)));
        }

        return new BlockCertificate(seals);
    }

    /// <summary>The transaction of an event, decoded from its bytes; the sender is the stored one, the hash is checked.</summary>
    /// <exception cref="CorruptEventException">The bytes are not a transaction or not the one that the hash names.</exception>
    public static VerifiedTransaction ToTransaction(TransactionExecuted executed, IHashFunction hash)
    {
        var place = new StoredPlace(nameof(TransactionExecuted), executed.Number, executed.Index);
        byte[] raw = place.Bytes(executed.Raw, nameof(TransactionExecuted.Raw));
        TransactionDecodeError error = TransactionCodec.TryDecode(raw, hash, out Transaction? transaction);
        place.Check(transaction is not null, nameof(TransactionExecuted.Raw), $"is not a transaction: {error}");
        place.Check(
            transaction!.Hash == place.Hash(executed.Hash, nameof(TransactionExecuted.Hash)),
            nameof(TransactionExecuted.Hash),
            "is not the hash of its bytes");
        return new VerifiedTransaction(transaction, place.Address(executed.Sender, nameof(TransactionExecuted.Sender)));
    }

    /// <summary>The receipt of an event.</summary>
    /// <exception cref="CorruptEventException">A value is not of its form.</exception>
    public static Receipt ToReceipt(TransactionExecuted executed)
    {
        var place = new StoredPlace(nameof(TransactionExecuted), executed.Number, executed.Index);
        place.Check(executed.Receipt?.Logs is not null, nameof(TransactionExecuted.Receipt), "is missing");
        ExecutedReceipt stored = executed.Receipt!;
        var status = (TransactionStatus)stored.Status;
        place.Check(Enum.IsDefined(status), nameof(ExecutedReceipt.Status), $"{stored.Status} is not a status");
        place.Check(stored.GasUsed >= 0, nameof(ExecutedReceipt.GasUsed), "is negative");
        place.Check(stored.RemainingGas >= 0, nameof(ExecutedReceipt.RemainingGas), "is negative");
        return new Receipt(
            status,
            stored.GasUsed,
            stored.ContractAddress is null
                ? null
                : place.Address(stored.ContractAddress, nameof(ExecutedReceipt.ContractAddress)),
            place.Bytes(stored.Output, nameof(ExecutedReceipt.Output)),
            [.. stored.Logs.Select(log => ToLog(log, place))],
            stored.RemainingGas);
    }

    private static LogEntry ToLog(ExecutedLog log, StoredPlace place)
    {
        place.Check(log.Topics is not null, nameof(ExecutedLog.Topics), "is missing");
        return new LogEntry(
            place.Address(log.Address, nameof(ExecutedLog.Address)),
            [.. log.Topics!.Select(topic => place.Hash(topic, nameof(ExecutedLog.Topics)))],
            place.Bytes(log.Data, nameof(ExecutedLog.Data)));
    }

    private static BlockHeader ToHeader(string header, string blockHash, StoredPlace place, IHashFunction hash)
    {
        byte[] encoded = place.Bytes(header, nameof(BlockCommitted.Header));
        bool isHeader = HeaderCodec.TryDecode(encoded, out BlockHeader? decoded);
        place.Check(isHeader, nameof(BlockCommitted.Header), "is not the encoding of a header");
        place.Check(
            hash.Hash(encoded) == place.Hash(blockHash, nameof(BlockCommitted.Hash)),
            nameof(BlockCommitted.Hash),
            "is not the hash of the header");
        return decoded!;
    }
}
