using System.Text;
using System.Text.Json;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Tests.Cluster;
using Ledger.Node.Tracing;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Tracing;

/// <summary>Replays against blocks that the real executor made: a counter whose gas, logs and state depend on what ran before it and on
/// its block.</summary>
public sealed class BlockReplayerTests
{
    private static readonly ISigner Bob = TestAccounts.Signer(102);
    private static readonly ISigner Carol = TestAccounts.Signer(103);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TracerKind.StructLogs)]
    [InlineData(TracerKind.Calls)]
    [InlineData(TracerKind.Prestate)]
    [InlineData(TracerKind.FourByte)]
    [InlineData(TracerKind.Noop)]
    public async Task Every_transaction_of_every_past_block_replays_to_its_receipt(TracerKind tracer)
    {
        ExecutedChain chain = await ChainAsync();
        BlockReplayer replayer = chain.NewReplayer();
        foreach (Block block in chain.Blocks.Skip(1))
        {
            IReadOnlyList<ReadOnlyMemory<byte>> traces = await TraceAsync(replayer, block, null, Run(tracer));
            Assert.Equal(block.Transactions.Count, traces.Count);
            for (int i = 0; i < traces.Count; i++)
            {
                // One transaction alone gives the same trace as the whole block.
                IReadOnlyList<ReadOnlyMemory<byte>> alone = await TraceAsync(replayer, block, i, Run(tracer));
                Assert.Equal(Text(traces[i]), Text(Assert.Single(alone)));
                using var json = JsonDocument.Parse(traces[i]);
                Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
            }
        }
    }

    [Fact]
    public async Task A_transaction_meets_what_its_block_changed_before_it_and_not_what_came_later()
    {
        ExecutedChain chain = await ChainAsync();
        TraceRun run = Run(TracerKind.Prestate);

        IReadOnlyList<ReadOnlyMemory<byte>> traces = await TraceAsync(chain.NewReplayer(), chain.Blocks[2], null, run);

        Assert.Equal([0, 1, 2], traces.Select(CountBefore));
        Assert.Equal([3], (await TraceAsync(chain.NewReplayer(), chain.Blocks[3], null, run)).Select(CountBefore));
    }

    [Fact]
    public async Task A_trace_says_the_same_whether_state_was_in_memory_or_not_and_however_old_its_block_is()
    {
        ExecutedChain chain = await ExecutedChain.StartAsync(Cancellation);
        Block block = await chain.AddAsync(Cancellation, Count(Bob, 0));
        string young = Text((await TraceAsync(chain.NewReplayer(), block, 0, Run(TracerKind.StructLogs)))[0]);
        for (ulong nonce = 1; nonce < 5; nonce++)
        {
            await chain.AddAsync(Cancellation, Count(Bob, nonce));
        }

        BlockReplayer replayer = chain.NewReplayer();
        Assert.Equal(young, Text((await TraceAsync(replayer, block, 0, Run(TracerKind.StructLogs)))[0]));
        Assert.Equal(young, Text((await TraceAsync(replayer, block, 0, Run(TracerKind.StructLogs)))[0]));
    }

    [Fact]
    public async Task A_replay_that_contradicts_the_stored_receipt_gives_no_trace()
    {
        ExecutedChain chain = await ChainAsync();
        Block block = chain.Blocks[2];
        (Receipt Wrong, string Detail)[] cases =
        [
            (block.Receipts[1] with { GasUsed = 1 }, $"it uses {block.Receipts[1].GasUsed} gas, the receipt says 1"),
            (block.Receipts[1] with { Status = TransactionStatus.Revert }, "its status is Success, the receipt says Revert"),
            (block.Receipts[1] with { Logs = [] }, "it emits 1 logs, the receipt has 0"),
        ];
        foreach ((Receipt wrong, string detail) in cases)
        {
            Block damaged = block with { Receipts = [block.Receipts[0], wrong, block.Receipts[2]] };

            // It is noticed on the way to a later transaction too.
            foreach (int? only in (int?[])[1, 2, null])
            {
                ReplayResult result = await chain.NewReplayer().ReplayAsync(damaged, only, Run(TracerKind.Noop), Cancellation);
                ReplayResult.Contradicted contradicted = Assert.IsType<ReplayResult.Contradicted>(result);
                Assert.Equal(block.Transactions[1].Hash, contradicted.Transaction);
                Assert.Equal(detail, contradicted.Detail);
            }

            Assert.IsType<ReplayResult.Traced>(
                await chain.NewReplayer().ReplayAsync(damaged, 0, Run(TracerKind.Noop), Cancellation));
        }
    }

    [Fact]
    public async Task What_a_trace_may_cost_is_kept_over_all_transactions_of_a_block()
    {
        ExecutedChain chain = await ChainAsync();
        Block block = chain.Blocks[2];
        string one = Text((await TraceAsync(chain.NewReplayer(), block, 0, Run(TracerKind.StructLogs)))[0]);
        int steps = one.Split("\"pc\"").Length - 1;

        // Enough for two of three transactions.
        await AssertStopsAsync(TraceLimit.Steps, new TraceAllowance((2 * steps) + 1, long.MaxValue, CancellationToken.None));
        await AssertStopsAsync(TraceLimit.OutputBytes, new TraceAllowance(long.MaxValue, 2 * one.Length, CancellationToken.None));
        await AssertStopsAsync(TraceLimit.Time, new TraceAllowance(long.MaxValue, long.MaxValue, new CancellationToken(true)));

        async Task AssertStopsAsync(TraceLimit limit, TraceAllowance allowance)
        {
            TraceRun run = Run(TracerKind.StructLogs) with { Allowance = allowance };
            ReplayResult result = await chain.NewReplayer().ReplayAsync(block, null, run, Cancellation);
            Assert.Equal(limit, Assert.IsType<ReplayResult.Stopped>(result).Limit);
            if (limit != TraceLimit.Time)
            {
                Assert.IsType<ReplayResult.Traced>(await chain.NewReplayer().ReplayAsync(block, 0, run, Cancellation));
            }
        }
    }

    [Fact]
    public async Task A_call_is_traced_on_the_state_of_any_height()
    {
        ExecutedChain chain = await ChainAsync();
        var call = new CallRequest { To = ExecutedChain.Counter };
        for (int height = 1; height < chain.Blocks.Count; height++)
        {
            ReplayResult.Traced traced = Assert.IsType<ReplayResult.Traced>(
                await chain.NewReplayer().TraceCallAsync(call, height, Run(TracerKind.Calls), Cancellation));
            using var json = JsonDocument.Parse(traced.Traces[0]);
            int expected = chain.Blocks.Take(height + 1).Sum(block => block.Receipts.Sum(receipt => receipt.Logs.Count)) + 1;
            Assert.EndsWith($"{expected:x2}", json.RootElement.GetProperty("output").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_that_cannot_begin_says_why()
    {
        ExecutedChain chain = await ChainAsync();
        var call = new CallRequest { To = ExecutedChain.Counter, Value = 1 };
        ReplayResult result = await chain.NewReplayer().TraceCallAsync(call, 1, Run(TracerKind.Calls), Cancellation);
        Assert.Equal(TransactionStatus.NotEnoughCash, Assert.IsType<ReplayResult.Refused>(result).Status);
    }

    [Fact]
    public async Task A_fisco_transaction_to_nothing_shows_its_error_and_output()
    {
        ExecutedChain chain = await ExecutedChain.StartAsync(Cancellation);
        Block block = await chain.AddAsync(
            Cancellation, ExecutedChain.Send(Bob, 77, Carol.Address, [], TransactionKind.Fisco));
        Assert.Equal(TransactionStatus.CallAddressError, block.Receipts[0].Status);

        using var json = JsonDocument.Parse((await TraceAsync(chain.NewReplayer(), block, 0, Run(TracerKind.Calls)))[0]);

        Assert.Equal("no contract at the called address", json.RootElement.GetProperty("error").GetString());
        Assert.StartsWith("0x08c379a0", json.RootElement.GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_node_replays_what_its_cluster_decided()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(4);
        Transaction first = TestAccounts.Transfer(Bob, 0, Carol.Address, 5);
        Transaction second = TestAccounts.Transfer(Bob, 1, Carol.Address, 6);
        ReadOnlyMemory<byte>[] raws = [first.Raw, second.Raw];
        await cluster[1].Intake.SubmitAsync(raws, Cancellation);
        await cluster.WaitForTransactionAsync(3, second.Hash);

        Block block = cluster.Store(3).Blocks.Select(item => item.Block)
            .Single(item => item.Transactions.Any(transaction => transaction.Hash == second.Hash));
        TraceRun run = Run(TracerKind.Prestate) with { Settings = new TraceSettings { Tracer = TracerKind.Prestate, DiffMode = true } };
        int place = block.Transactions.Select(transaction => transaction.Hash).ToList().IndexOf(second.Hash);
        ReplayResult result = await cluster[3].Replayer.ReplayAsync(block, place, run, Cancellation);

        using var json = JsonDocument.Parse(Assert.IsType<ReplayResult.Traced>(result).Traces[0]);
        string carol = Carol.Address.ToString();
        Assert.Equal("0xde0b6b3a7640005", json.RootElement.GetProperty("pre").GetProperty(carol).GetProperty("balance").GetString());
        Assert.Equal("0xde0b6b3a764000b", json.RootElement.GetProperty("post").GetProperty(carol).GetProperty("balance").GetString());
    }

    /// <summary>Block 1 deploys; block 2 counts three times, once on the FISCO lane; block 3 once; block 4 has a creation that fails and counts once.</summary>
    private static async Task<ExecutedChain> ChainAsync()
    {
        ExecutedChain chain = await ExecutedChain.StartAsync(Cancellation);
        await chain.AddAsync(
            Cancellation,
            Count(Bob, 0),
            ExecutedChain.Send(Carol, 4711, ExecutedChain.Counter, [], TransactionKind.Fisco),
            Count(Bob, 1));
        await chain.AddAsync(Cancellation, Count(Carol, 0));
        await chain.AddAsync(Cancellation, ExecutedChain.Send(Carol, 1, null, [0xfe]), Count(Bob, 2));
        return chain;
    }

    private static VerifiedTransaction Count(ISigner from, ulong nonce) =>
        ExecutedChain.Send(from, nonce, ExecutedChain.Counter, [0xab, 0xcd, 0xef, 0x01]);

    private static TraceRun Run(TracerKind tracer) => new(
        new TraceSettings { Tracer = tracer, WithLog = true },
        new TraceAllowance(long.MaxValue, long.MaxValue, CancellationToken.None),
        static (_, _) => null);

    private static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> TraceAsync(
        BlockReplayer replayer, Block block, int? only, TraceRun run) =>
        Assert.IsType<ReplayResult.Traced>(await replayer.ReplayAsync(block, only, run, Cancellation)).Traces;

    private static int CountBefore(ReadOnlyMemory<byte> prestate)
    {
        using var json = JsonDocument.Parse(prestate);
        string slot = "0x" + new string('0', 64);
        string text = json.RootElement.GetProperty(ExecutedChain.Counter.ToString())
            .GetProperty("storage").GetProperty(slot).GetString()!;
        return Convert.ToInt32(text[^8..], 16);
    }

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
