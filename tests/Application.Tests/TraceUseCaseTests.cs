using System.Text;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Tracing;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Tracing;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

public sealed class TraceUseCaseTests
{
    private static readonly TraceSettings Settings = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_is_traced_alone_and_a_block_whole()
    {
        using var cases = new UseCases();
        Hash256 hash = cases.World.Fisco.Hash;

        Outcome<ReadOnlyMemory<byte>> one = await cases.Dispatcher.SendAsync(new TraceTransaction(hash, Settings), Cancellation);
        Outcome<IReadOnlyList<TransactionTrace>> all = await cases.Dispatcher.SendAsync(
            new TraceBlock(new BlockReference.ByNumber(1), Settings), Cancellation);

        Assert.Equal($$"""{"trace":"block 1, {{hash}}"}""", Encoding.UTF8.GetString(one.Value.Span));
        Assert.Equal([cases.World.Dynamic.Hash, hash], all.Value.Select(trace => trace.Hash));
    }

    [Fact]
    public async Task What_is_not_final_cannot_be_traced_and_neither_can_genesis()
    {
        using var cases = new UseCases();
        VerifiedTransaction pending = KnownChain.Compose(TransactionKind.Legacy, 2);
        cases.World.Chain.Pool[pending.Hash] = pending;

        LedgerError? unknown = (await cases.Dispatcher.SendAsync(new TraceTransaction(pending.Hash, Settings), Cancellation)).Error;
        LedgerError? future = (await cases.Dispatcher.SendAsync(new TraceBlock(new BlockReference.ByNumber(9), Settings), Cancellation)).Error;
        LedgerError? genesis = (await cases.Dispatcher.SendAsync(new TraceBlock(new BlockReference.ByNumber(0), Settings), Cancellation)).Error;

        Assert.Equal(ErrorCodes.TransactionNotFound, unknown?.Code);
        Assert.Equal(ErrorCodes.BlockNotFound, future?.Code);
        Assert.StartsWith("genesis is not traceable", genesis?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contradiction_is_an_internal_error_that_says_so()
    {
        using var cases = new UseCases();
        cases.World.Replayer.Answer = new ReplayResult.Contradicted(cases.World.Dynamic.Hash, "it uses 2 gas, the receipt says 1");

        LedgerError? error = (await cases.Dispatcher.SendAsync(
            new TraceTransaction(cases.World.Dynamic.Hash, Settings), Cancellation)).Error;

        Assert.Equal(ErrorCodes.Internal, error?.Code);
        Assert.Contains("contradicts its receipt: it uses 2 gas, the receipt says 1", error?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TraceLimit.Steps, "trace_too_large", "more than 20000000 instructions")]
    [InlineData(TraceLimit.OutputBytes, "trace_too_large", "more than 67108864 bytes")]
    [InlineData(TraceLimit.Time, "trace_timeout", "longer than 5 s; set timeout, at most \"60s\"")]
    public async Task A_limit_that_is_reached_is_named_with_its_value(TraceLimit limit, string code, string words)
    {
        using var cases = new UseCases();
        cases.World.Replayer.Answer = new ReplayResult.Stopped(limit);

        LedgerError? error = (await cases.Dispatcher.SendAsync(
            new TraceBlock(BlockReference.Latest, Settings), Cancellation)).Error;

        Assert.Equal(code, error?.Code.Name);
        Assert.Contains(words, error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_cannot_begin_is_an_error_and_no_trace()
    {
        using var cases = new UseCases();
        cases.World.Replayer.Answer = new ReplayResult.Refused(TransactionStatus.NotEnoughCash);

        LedgerError? error = (await cases.Dispatcher.SendAsync(
            new TraceCall(new CallRequest { GasLimit = long.MaxValue }, BlockReference.Latest, Settings), Cancellation)).Error;

        Assert.Contains("insufficient funds", error?.Message, StringComparison.Ordinal);
        Assert.Equal(cases.World.Chain.Genesis.TransactionGasLimit, cases.World.Replayer.LastCall?.GasLimit);
    }

    [Fact]
    public async Task Traces_beyond_those_that_run_wait_for_their_turn_and_one_beyond_those_is_refused_at_once()
    {
        using var cases = new UseCases();
        var limits = new TraceLimits();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cases.World.Replayer.Wait = gate.Task;
        var query = new TraceBlock(BlockReference.Latest, Settings);
        Task<Outcome<IReadOnlyList<TransactionTrace>>>[] inside = [.. Enumerable
            .Range(0, limits.ConcurrentMax + limits.WaitingMax)
            .Select(_ => cases.Dispatcher.SendAsync(query, Cancellation))];

        Assert.Equal(ErrorCodes.TraceBusy, (await cases.Dispatcher.SendAsync(query, Cancellation)).Error?.Code);
        Assert.Equal(limits.ConcurrentMax, cases.World.Replayer.Running);

        gate.SetResult();
        Assert.All(await Task.WhenAll(inside), outcome => Assert.True(outcome.Succeeded));
        Assert.True((await cases.Dispatcher.SendAsync(query, Cancellation)).Succeeded);
    }

    [Fact]
    public async Task A_caller_who_leaves_while_waiting_frees_the_place()
    {
        using var cases = new UseCases();
        var limits = new TraceLimits();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cases.World.Replayer.Wait = gate.Task;
        var query = new TraceBlock(BlockReference.Latest, Settings);
        using var leaving = new CancellationTokenSource();
        Task<Outcome<IReadOnlyList<TransactionTrace>>>[] running = [.. Enumerable
            .Range(0, limits.ConcurrentMax).Select(_ => cases.Dispatcher.SendAsync(query, Cancellation))];
        Task<Outcome<IReadOnlyList<TransactionTrace>>>[] waiting = [.. Enumerable
            .Range(0, limits.WaitingMax).Select(_ => cases.Dispatcher.SendAsync(query, leaving.Token))];

        await leaving.CancelAsync();
        foreach (Task<Outcome<IReadOnlyList<TransactionTrace>>> left in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        Task<Outcome<IReadOnlyList<TransactionTrace>>> next = cases.Dispatcher.SendAsync(query, Cancellation);
        gate.SetResult();
        Assert.True((await next).Succeeded);
        Assert.All(await Task.WhenAll(running), outcome => Assert.True(outcome.Succeeded));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public async Task A_timeout_is_above_nothing_and_within_the_nodes_limit(int seconds)
    {
        using var cases = new UseCases();
        var settings = new TraceSettings { Timeout = TimeSpan.FromSeconds(seconds) };

        LedgerError? error = (await cases.Dispatcher.SendAsync(new TraceBlock(BlockReference.Latest, settings), Cancellation)).Error;

        Assert.Equal(ErrorCodes.InvalidRequest, error?.Code);
        Assert.Contains("60 seconds", error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_of_a_trace_is_the_nodes_clock()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var cases = new UseCases(time);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cases.World.Replayer.Wait = gate.Task;
        var settings = new TraceSettings { Timeout = TimeSpan.FromSeconds(7) };
        Task<Outcome<IReadOnlyList<TransactionTrace>>> running =
            cases.Dispatcher.SendAsync(new TraceBlock(BlockReference.Latest, settings), Cancellation);
        CancellationToken timeUp = cases.World.Replayer.LastRun!.Allowance.TimeUp;

        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(timeUp.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(timeUp.IsCancellationRequested);

        gate.SetResult();
        await running;
    }

    [Fact]
    public async Task Revert_data_is_put_into_words()
    {
        using var cases = new UseCases();
        await cases.Dispatcher.SendAsync(new TraceBlock(BlockReference.Latest, Settings), Cancellation);
        Assert.Equal("no funds", cases.World.Replayer.LastRun?.RevertReason(null, KnownChain.Revert("no funds")));
    }
}
