using Ledger.Application.Accounts;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Logs;
using Ledger.Application.Messaging;
using Ledger.Application.Network;
using Ledger.Application.Ports;
using Ledger.Application.Transactions;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

/// <summary>A node that started from a snapshot says what it does not keep; it never answers as if it were not.</summary>
public sealed class KeptHistoryTests : IDisposable
{
    private readonly UseCases _cases = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _cases.Dispose();

    [Fact]
    public async Task Blocks_below_the_snapshot_are_refused_and_its_own_is_known_by_name()
    {
        Begin(at: 2);
        Refused(await SendAsync(new FindBlock(Number(1))), "block 1 is not kept here");
        Refused(await SendAsync(new FindBlockTransactions(Number(1))), "block 1");
        Refused(await SendAsync(new FindTransactionByPlace(Number(1), 0)), "block 1");
        Refused(await SendAsync(new ListBlocks(1, 10)), "block 1");
        Refused(await SendAsync(new FindBlock(new BlockReference.ByHash(default))), "knows no block");
        Assert.Equal(2, (await SendAsync(new FindBlock(Number(2)))).Value!.Header.Number);
        Assert.Equal(0, (await SendAsync(new FindBlock(Number(0)))).Value!.Header.Number);
        Assert.Null((await SendAsync(new FindBlock(Number(3)))).Value);
        Refused(await SendAsync(new FindBlockTransactions(Number(2))), "what the transactions of block 2 did");
        Assert.Equal([2L], (await SendAsync(new ListBlocks(null, 10))).Value.Select(block => block.Header.Number));
        Assert.Equal(2, (await SendAsync(new GetFeeHistory(10, BlockReference.Latest, []))).Value.OldestBlock);
    }

    [Fact]
    public async Task State_below_the_snapshot_is_refused_and_at_it_read()
    {
        Begin(at: 1);
        Refused(await SendAsync(new GetAccount(KnownChain.Contract, Number(0))), "the state of block 0 is not kept here");
        Assert.Equal(1, (await SendAsync(new GetAccount(KnownChain.Contract, Number(1)))).Value.BlockNumber);
        Assert.Equal(2, (await SendAsync(new GetAccount(KnownChain.Contract, BlockReference.Latest))).Value.BlockNumber);
    }

    [Fact]
    public async Task Logs_are_refused_with_the_block_to_ask_from()
    {
        Begin(at: 1);
        var all = new LogSelection { From = Number(0), To = BlockReference.Latest };
        Refused(await SendAsync(new FindLogs(all)), "from block 2 on");
        Refused(await SendAsync(new ListLogs(all, null, 10)), "from block 2 on");
        Assert.True((await SendAsync(new FindLogs(all with { From = Number(2) }))).Succeeded);
    }

    [Fact]
    public async Task A_hash_that_it_does_not_know_may_be_that_of_something_below()
    {
        Begin(at: 1);
        Refused(await SendAsync(new FindTransaction(default)), "knows no transaction");
        Refused(await SendAsync(new WaitForReceipt(default, TimeSpan.Zero)), "knows no transaction");
        Assert.Null((await SendAsync(new FindReceipt(default))).Value);
        Assert.Equal(1, (await SendAsync(new GetNode())).Value.Base!.Number);
    }

    [Fact]
    public async Task A_node_that_keeps_every_block_answers_as_ever()
    {
        Assert.Equal(1, (await SendAsync(new FindBlock(Number(1)))).Value!.Header.Number);
        Assert.Null((await SendAsync(new FindTransaction(default))).Value);
        Assert.Equal(3, (await SendAsync(new ListBlocks(null, 10))).Value.Count);
    }

    private static BlockReference.ByNumber Number(long number) => new(number);

    private static void Refused<T>(Outcome<T> outcome, string words)
    {
        Assert.Equal(ErrorCodes.HistoryNotKept, outcome.Error?.Code);
        Assert.Contains(words, outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("sk another node", outcome.Error.Message, StringComparison.Ordinal);
    }

    private void Begin(long at)
    {
        StoredBlock block = _cases.World.Chain.Blocks[(int)at];
        _cases.World.Chain.Base = new SnapshotBase(at, block.Hash, Hash256.Zero, [], null);
    }

    private Task<Outcome<T>> SendAsync<T>(IQuery<T> query) => _cases.Dispatcher.SendAsync(query, Cancellation);
}
