using System.Globalization;
using System.Numerics;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Infrastructure.Audit;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Infrastructure.Tests.Audit;

public sealed class AuditTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Balances_and_slots_are_answered_at_any_height()
    {
        FinalBlock[] blocks = [Chain.GenesisFinal, .. Chain.NextMany(6, 15)];
        await Store.Ledger.CommitAsync(blocks[1..], Cancellation);
        List<StateKey> keys = [.. blocks.SelectMany(block => block.Writes.Select(write => write.Key)).Distinct()
            .Where(key => key.Kind != StateKeyKind.Code)];

        foreach (StateKey key in keys)
        {
            for (int height = 0; height <= 6; height += 3)
            {
                ReadOnlyMemory<byte> value = (await Store.State.LoadAsync([key], height, Cancellation))[0];
                if (key.Kind == StateKeyKind.Storage)
                {
                    byte[] slot = new byte[32];
                    value.Span.CopyTo(slot.AsSpan(32 - value.Length));
                    Assert.Equal(
                        new Hash256(slot).ToString(),
                        await ScalarAsync<string>($"select audit.storage('{key.Address}', '{key.Word}', {height})"));
                }
                else
                {
                    Account account = AccountCodec.TryDecode(value.Span, out Account decoded) ? decoded : default;
                    Assert.Equal(
                        account.Balance.ToDecimalString(),
                        await ScalarAsync<string>($"select audit.balance('{key.Address}', {height})::text"));
                }
            }
        }
    }

    [Fact]
    public async Task Token_balances_follow_from_the_transfer_logs_at_any_height()
    {
        FinalBlock[] blocks = Chain.NextMany(5, 25);
        await Store.Ledger.CommitAsync(blocks, Cancellation);

        foreach (Address holder in Chain.Senders)
        {
            for (int height = 1; height <= 5; height += 2)
            {
                BigInteger expected = blocks.Take(height).SelectMany(block => block.Block.Receipts)
                    .SelectMany(receipt => receipt.Logs)
                    .Where(log => log.Address == Chain.Token && log.Topics[0] == TestChain.TransferTopic)
                    .Aggregate(BigInteger.Zero, (sum, log) => sum + Change(log, holder));
                Assert.Equal(
                    expected.ToString(CultureInfo.InvariantCulture),
                    await ScalarAsync<string>($"select audit.token_balance('{Chain.Token}', '{holder}', {height})::text"));
            }
        }
    }

    [Fact]
    public async Task Views_show_what_the_chain_holds_in_words_that_people_read()
    {
        FinalBlock[] blocks = Chain.NextMany(3, 20);
        await Store.Ledger.CommitAsync(blocks, Cancellation);

        Assert.Equal(
            blocks.Select(block => $"1 {block.Block.Number} {block.Block.Hash} {block.Block.Transactions.Count}"),
            await RowsAsync("select group_id, block_number, hash, transactions from audit.blocks where block_number > 0 order by 2"));
        Assert.Equal(
            blocks.SelectMany(block => block.Block.Transactions.Zip(block.Block.Receipts).Select(pair =>
                $"{pair.First.Hash} {pair.First.Sender} {pair.First.Transaction.To?.ToString() ?? "null"} "
                + $"{pair.First.Transaction.Value.ToDecimalString()} {pair.First.Transaction.Nonce.ToDecimalString()} {pair.Second.Status}")),
            await RowsAsync(
                "select hash, sender, recipient, value::text, nonce::text, status_name from audit.transactions "
                + "order by block_number, transaction_index"));
        Assert.Equal(
            await ScalarAsync<long>("select count(*) from logs"), await ScalarAsync<long>("select count(*) from audit.logs"));
        Assert.Equal(
            (await Store.Accounts.ListAsync(null, 1000, Cancellation)).Select(account =>
                $"{account.Address} {account.State.Nonce} {account.State.Balance.ToDecimalString()} "
                + $"{(account.State.HasCode ? account.State.CodeHash.ToString() : "null")} {account.FirstBlock} {account.LastBlock}"),
            await RowsAsync(
                "select address, nonce::text, balance::text, code_hash, first_block, last_block from audit.accounts order by address"));
    }

    [Fact]
    public async Task Numbers_of_any_length_are_exact()
    {
        Random random = new(5);
        for (int i = 0; i < 60; i++)
        {
            byte[] bytes = Generators.Exactly(random, i % 40);
            Assert.Equal(
                new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture),
                await ScalarAsync<string>($"select audit.to_numeric('\\x{Convert.ToHexString(bytes)}')::text"));
        }
    }

    [Fact]
    public async Task An_auditor_reads_the_audit_schema_and_nothing_else()
    {
        await Store.Ledger.CommitAsync([Chain.Next(5)], Cancellation);
        string asAuditor = $"set role {AuditSchema.Role}; ";

        Assert.Equal(5, await ScalarAsync<long>(asAuditor + "select count(*) from audit.transactions"));
        Assert.True(await ScalarAsync<long>(asAuditor + "select count(*) from audit.accounts") >= 5);
        await ScalarAsync<string>(asAuditor + $"select audit.balance('{Chain.Senders[0]}')::text");
        await ScalarAsync<string>(asAuditor + $"select audit.token_balance('{Chain.Token}', '{Chain.Senders[0]}')::text");
        foreach (string forbidden in (string[])[
            "select count(*) from group_1.transactions",
            "select count(*) from group_1.mt_events",
            "delete from audit.transaction_statuses",
            "create table audit.mine (a int)"])
        {
            PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(asAuditor + forbidden));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task A_second_group_appears_in_the_same_views()
    {
        await using PostgresGroupStore second = new(
            Database, 2, TestChain.Suite, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        TestChain other = new(seed: 21);
        await second.Ledger.OpenAsync(other.Genesis, other.GenesisFinal, Cancellation);
        await second.Ledger.CommitAsync([other.Next(3)], Cancellation);

        Assert.Equal(
            ["1 1 0", "2 2 3"],
            await RowsAsync("select group_id, count(*), sum(transactions) from audit.blocks group by 1 order by 1"));
        Assert.Equal(
            new UInt256(5, 7).ToDecimalString(),
            await ScalarAsync<string>($"select audit.balance('{other.Senders[0]}', 0, 2)::text"));
        Assert.Equal("0", await ScalarAsync<string>($"select audit.balance('{other.Senders[0]}', 0, 1)::text"));
    }

    private static BigInteger Change(LogEntry log, Address holder)
    {
        var value = new BigInteger(log.Data.Span, isUnsigned: true, isBigEndian: true);
        BigInteger change = BigInteger.Zero;
        change += log.Topics[2].Bytes[12..].SequenceEqual(holder.Bytes) ? value : 0;
        change -= log.Topics[1].Bytes[12..].SequenceEqual(holder.Bytes) ? value : 0;
        return change;
    }
}
