using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.Tests.ReadModels;

public sealed class ReadModelTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_block_is_found_by_number_and_by_hash()
    {
        FinalBlock[] blocks = Chain.NextMany(3, 8);
        await Store.Ledger.CommitAsync(blocks, Cancellation);

        StoredBlock? byNumber = await Store.Blocks.FindAsync(2, Cancellation);
        StoredBlock? byHash = await Store.Blocks.FindAsync(blocks[1].Block.Hash, Cancellation);
        Assert.Equal(blocks[1].Block.Hash, byNumber!.Hash);
        Assert.Equal(blocks[1].Block.Transactions.Select(t => t.Hash), byNumber.TransactionHashes);
        Assert.Equal(blocks[1].Certificate.Seals.Count, byNumber.Certificate.Seals.Count);
        Assert.Equal(byNumber.Hash, byHash!.Hash);
        Assert.Null(await Store.Blocks.FindAsync(4, Cancellation));
        Assert.Null(await Store.Blocks.FindAsync(Hash256.Zero, Cancellation));
        Assert.Equal([2, 1, 0], (await Store.Blocks.ListDownAsync(2, 5, Cancellation)).Select(block => block.Header.Number));
    }

    [Fact]
    public async Task Totals_count_the_whole_chain()
    {
        FinalBlock[] blocks = Chain.NextMany(4, 25);
        await Store.Ledger.CommitAsync(blocks[..1], Cancellation);
        await Store.Ledger.CommitAsync(blocks[1..], Cancellation);

        int failed = blocks.Sum(block => block.Block.Receipts.Count(receipt => !receipt.Succeeded));
        Assert.True(failed > 0);
        Assert.Equal(new ChainTotals(4, 100, failed), await Store.Blocks.TotalsAsync(Cancellation));
    }

    [Fact]
    public async Task Transactions_come_back_with_their_receipts_and_places()
    {
        FinalBlock[] blocks = Chain.NextMany(2, 30);
        await Store.Ledger.CommitAsync(blocks, Cancellation);

        IReadOnlyList<StoredTransaction> read = await Store.Transactions.ListByBlockAsync(2, Cancellation);
        Assert.Equal(30, read.Count);
        long gas = 0;
        int logs = 0;
        for (int i = 0; i < 30; i++)
        {
            Receipt receipt = blocks[1].Block.Receipts[i];
            gas += receipt.GasUsed;
            Assert.Equal(Text(receipt), Text(read[i].Receipt));
            Assert.Equal(blocks[1].Block.Transactions[i].Sender, read[i].Sender);
            Assert.Equal((i, gas, logs), (read[i].Index, read[i].CumulativeGasUsed, read[i].FirstLogIndex));
            Assert.Equal((2, blocks[1].Block.Hash), (read[i].BlockNumber, read[i].BlockHash));
            Assert.Equal(blocks[1].Block.Header.Timestamp, read[i].BlockTimestamp);
            Assert.True(blocks[1].Block.Transactions[i].Transaction.Raw.Span.SequenceEqual(read[i].Raw.Span));
            logs += receipt.Logs.Count;
        }

        StoredTransaction? byHash = await Store.Transactions.FindAsync(read[7].Hash, Cancellation);
        Assert.Equal((2, 7, Text(read[7].Receipt)), (byHash!.BlockNumber, byHash.Index, Text(byHash.Receipt)));
        Assert.Equal(read[9].Hash, (await Store.Transactions.FindAsync(2, 9, Cancellation))!.Hash);
        Assert.Null(await Store.Transactions.FindAsync(2, 30, Cancellation));
        Assert.Null(await Store.Transactions.FindAsync(Hash256.Zero, Cancellation));
    }

    [Fact]
    public async Task An_accounts_transactions_are_listed_newest_first_page_by_page()
    {
        FinalBlock[] blocks = Chain.NextMany(5, 20);
        await Store.Ledger.CommitAsync(blocks, Cancellation);
        Address created = blocks.SelectMany(block => block.Block.Receipts)
            .First(receipt => receipt.ContractAddress is not null).ContractAddress!.Value;

        foreach (Address? account in (Address?[])[null, Chain.Senders[0], Chain.Token, created, Address.Zero])
        {
            List<Hash256> expected = [.. blocks.Reverse().SelectMany(block => block.Block.Transactions
                .Zip(block.Block.Receipts)
                .Where(pair => account is null || pair.First.Sender == account
                    || pair.First.Transaction.To == account || pair.Second.ContractAddress == account)
                .Select(pair => pair.First.Hash).Reverse())];
            List<Hash256> read = [];
            (long, int)? before = null;
            IReadOnlyList<StoredTransaction> page;
            while ((page = await Store.Transactions.ListAsync(account, before, 7, Cancellation)).Count > 0)
            {
                read.AddRange(page.Select(transaction => transaction.Hash));
                before = (page[^1].BlockNumber, page[^1].Index);
            }

            Assert.Equal(expected, read);
        }
    }

    [Fact]
    public async Task Accounts_show_their_newest_state_and_first_and_last_block()
    {
        FinalBlock[] blocks = [Chain.GenesisFinal, .. Chain.NextMany(4, 20)];
        await Store.Ledger.CommitAsync(blocks[1..], Cancellation);
        var writes = blocks
            .SelectMany(block => block.Writes.Select(write => (block.Block.Number, write.Key, write.Value)))
            .Where(write => write.Key.Kind == StateKeyKind.Account)
            .GroupBy(write => write.Key.Address)
            .OrderBy(group => group.Key)
            .ToList();

        List<StoredAccount> read = [];
        IReadOnlyList<StoredAccount> page;
        while ((page = await Store.Accounts.ListAsync(read.Count == 0 ? null : read[^1].Address, 4, Cancellation)).Count > 0)
        {
            read.AddRange(page);
        }

        Assert.Equal(writes.Select(group => group.Key), read.Select(account => account.Address));
        for (int i = 0; i < read.Count; i++)
        {
            Assert.True(AccountCodec.TryDecode(writes[i].Last().Value.Span, out Account state));
            var expected = new StoredAccount(writes[i].Key, state, writes[i].First().Number, writes[i].Last().Number);
            Assert.Equal(expected, read[i]);
            Assert.Equal(expected, await Store.Accounts.FindAsync(read[i].Address, Cancellation));
        }

        Assert.Null(await Store.Accounts.FindAsync(Address.Zero, Cancellation));
    }

    [Fact]
    public async Task An_account_that_ceased_is_not_found()
    {
        await ExecuteAsync("insert into state_versions select key, 1, '' from state_versions where key > '\\x01' limit 1");

        Assert.Equal(4 + 2, (await Store.Accounts.ListAsync(null, 10, Cancellation)).Count);
    }

    private static string Text(Receipt receipt) => string.Join(
        ' ',
        receipt.Status,
        receipt.GasUsed,
        receipt.RemainingGas,
        receipt.ContractAddress,
        Convert.ToHexString(receipt.Output.Span),
        string.Join(' ', receipt.Logs.Select(log =>
            $"{log.Address} {string.Join(',', log.Topics)} {Convert.ToHexString(log.Data.Span)}")));
}
