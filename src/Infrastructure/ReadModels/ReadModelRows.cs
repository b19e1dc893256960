using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Infrastructure.Copying;
using Ledger.Infrastructure.EventStore;

namespace Ledger.Infrastructure.ReadModels;

/// <summary>The projection: the rows of <c>blocks</c>, <c>transactions</c> and <c>logs</c> that follow from a block. The commit and
/// the rebuild both go through here, so they cannot come to differ.</summary>
internal sealed class ReadModelRows
{
    /// <summary>The columns of blocks.</summary>
    public static readonly string[] BlockColumns =
    [
        "number", "hash", "parent_hash", "timestamp_ms", "sealer", "gas_used", "size_bytes", "transactions",
        "transactions_total", "failed_total", "last_position", "header", "seals", "transaction_hashes",
    ];

    /// <summary>The columns of transactions.</summary>
    public static readonly string[] TransactionColumns =
    [
        "block_number", "transaction_index", "kind", "status", "gas_used", "remaining_gas", "cumulative_gas_used",
        "first_log_index", "logs", "value", "hash", "sender", "recipient", "contract_address", "nonce", "output", "raw",
    ];

    /// <summary>The columns of logs.</summary>
    public static readonly string[] LogColumns =
    [
        "block_number", "log_index", "transaction_index", "address", "topic0", "topic1", "topic2", "topic3", "data",
    ];

    public CopyBuffer Blocks { get; } = new();

    public CopyBuffer Transactions { get; } = new();

    public CopyBuffer Logs { get; } = new();

    public void Begin()
    {
        Blocks.Begin();
        Transactions.Begin();
        Logs.Begin();
    }

    /// <summary>Adds everything of one block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="certificate">Its certificate.</param>
    /// <param name="header">The header's encoding.</param>
    /// <param name="before">The tail that the block is appended to.</param>
    /// <param name="lastPosition">Position of the block's last event.</param>
    /// <returns>Transactions of the block that did not succeed.</returns>
    public int Add(Block block, BlockCertificate certificate, ReadOnlySpan<byte> header, ChainTotalsBefore before, long lastPosition)
    {
        int failed = 0;
        int logIndex = 0;
        long cumulativeGas = 0;
        int sizeBytes = header.Length;
        byte[] hashes = new byte[block.Transactions.Count * Hash256.SizeBytes];
        for (int i = 0; i < block.Transactions.Count; i++)
        {
            Receipt receipt = block.Receipts[i];
            cumulativeGas += receipt.GasUsed;
            AddTransaction(block.Number, i, block.Transactions[i], receipt, cumulativeGas, logIndex);
            AddLogs(block.Number, i, receipt.Logs, ref logIndex);
            failed += receipt.Succeeded ? 0 : 1;
            sizeBytes += block.Transactions[i].Transaction.Raw.Length;
            block.Transactions[i].Hash.Bytes.CopyTo(hashes.AsSpan(i * Hash256.SizeBytes));
        }

        AddBlock(
            new RecordedBlock(block, certificate, lastPosition, 0),
            header,
            (sizeBytes, hashes),
            new ChainTotalsBefore(before.Transactions + block.Transactions.Count, before.FailedTransactions + failed));
        return failed;
    }

    /// <summary>Adds the block that the store began with: header, seals and the names of its transactions.</summary>
    /// <param name="recorded">The block, with the fact.</param>
    /// <returns>What the chain counts up to it.</returns>
    public ChainTotalsBefore AddAdopted(RecordedBlock recorded)
    {
        SnapshotAdopted adopted = recorded.Adopted!;
        byte[] hashes = new byte[recorded.AdoptedHashes.Count * Hash256.SizeBytes];
        for (int i = 0; i < recorded.AdoptedHashes.Count; i++)
        {
            recorded.AdoptedHashes[i].Bytes.CopyTo(hashes.AsSpan(i * Hash256.SizeBytes));
        }

        var totals = new ChainTotalsBefore(adopted.Totals.Transactions, adopted.Totals.Failed);
        AddBlock(recorded, HeaderCodec.Encode(recorded.Block.Header), (adopted.SizeBytes, hashes), totals);
        return totals;
    }

    /// <summary>Sends all rows to tables of the given names.</summary>
    public async Task SendAsync(
        string blocks, string transactions, string logs, Npgsql.NpgsqlConnection connection, CancellationToken cancellation)
    {
        await new CopyTable(transactions, TransactionColumns).SendAsync(Transactions, connection, cancellation);
        await new CopyTable(logs, LogColumns).SendAsync(Logs, connection, cancellation);
        await new CopyTable(blocks, BlockColumns).SendAsync(Blocks, connection, cancellation);
    }

    private void AddBlock(
        RecordedBlock recorded, ReadOnlySpan<byte> header, (int SizeBytes, byte[] Hashes) body, ChainTotalsBefore totals)
    {
        Block block = recorded.Block;
        Blocks.StartRow((short)BlockColumns.Length);
        Blocks.Write(block.Number);
        Blocks.Write(block.Hash);
        Blocks.Write(block.Header.ParentHash);
        Blocks.Write(block.Header.Timestamp);
        Blocks.Write(block.Header.Sealer);
        Blocks.Write(block.Header.GasUsed);
        Blocks.Write(body.SizeBytes);
        Blocks.Write(body.Hashes.Length / Hash256.SizeBytes);
        Blocks.Write(totals.Transactions);
        Blocks.Write(totals.FailedTransactions);
        Blocks.Write(recorded.Position);
        Blocks.Write(header);
        Blocks.Write(SealCodec.Encode(recorded.Certificate));
        Blocks.Write(body.Hashes);
    }

    private void AddTransaction(
        long number, int index, VerifiedTransaction verified, Receipt receipt, long cumulativeGas, int firstLogIndex)
    {
        Transaction transaction = verified.Transaction;
        Span<byte> nonce = stackalloc byte[UInt256.SizeBytes];
        transaction.Nonce.WriteBigEndian(nonce);
        Transactions.StartRow((short)TransactionColumns.Length);
        Transactions.Write(number);
        Transactions.Write(index);
        Transactions.Write((short)transaction.Kind);
        Transactions.Write((int)receipt.Status);
        Transactions.Write(receipt.GasUsed);
        Transactions.Write(receipt.RemainingGas);
        Transactions.Write(cumulativeGas);
        Transactions.Write(firstLogIndex);
        Transactions.Write(receipt.Logs.Count);
        Transactions.WriteNumeric(transaction.Value);
        Transactions.Write(transaction.Hash);
        Transactions.Write(verified.Sender);
        Transactions.Write(transaction.To);
        Transactions.Write(receipt.ContractAddress);
        Transactions.Write(nonce[(UInt256.SizeBytes - transaction.Nonce.ByteLength)..]);
        Transactions.Write(receipt.Output.Span);
        Transactions.Write(transaction.Raw.Span);
    }

    private void AddLogs(long number, int transactionIndex, IReadOnlyList<LogEntry> logs, ref int logIndex)
    {
        foreach (LogEntry log in logs)
        {
            Logs.StartRow((short)LogColumns.Length);
            Logs.Write(number);
            Logs.Write(logIndex++);
            Logs.Write(transactionIndex);
            Logs.Write(log.Address);
            for (int i = 0; i < LogRow.TopicsMax; i++)
            {
                if (i < log.Topics.Count)
                {
                    Logs.Write(log.Topics[i]);
                }
                else
                {
                    Logs.WriteNull();
                }
            }

            Logs.Write(log.Data.Span);
        }
    }
}
