using System.Collections.Concurrent;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Evm.Tracing;
using Ledger.Node.Epochs;
using Ledger.Node.Execution;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Tracing;

/// <summary>Replays from the versioned state: the state before a block is a read at the height before it, whatever that height is.</summary>
/// <param name="sources">What it reads.</param>
/// <param name="executors">Makes an EVM for one replay at a time; they are kept and used again.</param>
/// <param name="logger">The log.</param>
public sealed class BlockReplayer(
    ReplaySources sources, Func<ITransactionExecutor> executors, ILogger logger) : IBlockReplayer
{
    private readonly ConcurrentBag<ITransactionExecutor> _idle = [];

    /// <inheritdoc/>
    public async Task<ReplayResult> ReplayAsync(Block block, int? only, TraceRun run, CancellationToken cancellation)
    {
        var watch = new Watch(run);
        var state = new ReplayState(sources.Cache, sources.Blocks, block.Number - 1);
        BlockEnvironment environment = await EnvironmentAsync(block.Header, state, cancellation);
        int end = only + 1 ?? block.Transactions.Count;
        await PrefetchAsync(block, end, state, cancellation);
        ITransactionExecutor executor = Take();
        var traces = new List<ReadOnlyMemory<byte>>();
        ReplayResult? failure = null;
        for (int i = 0; i < end && failure is null; i++)
        {
            var step = new Step(executor, state, environment, block.Transactions[i], block.Receipts[i]);
            failure = await ReplayAsync(step, only is null || only == i ? traces : null, watch, cancellation);
        }

        _idle.Add(executor);
        return failure ?? new ReplayResult.Traced(traces);
    }

    /// <inheritdoc/>
    public async Task<ReplayResult> TraceCallAsync(
        CallRequest request, long atBlock, TraceRun run, CancellationToken cancellation)
    {
        BlockHeader header = await sources.Blocks.FindHeaderAsync(atBlock, cancellation)
            ?? throw new ArgumentOutOfRangeException(nameof(atBlock), atBlock, "The chain has no such block yet.");
        var watch = new Watch(run);
        var state = new ReplayState(sources.Cache, sources.Blocks, atBlock);
        BlockEnvironment environment = await EnvironmentAsync(header, state, cancellation);
        CallMessage message = request.ToMessage(request.GasLimit ?? environment.TransactionGasLimit);
        IStateView seen = OverriddenStateView.Over(state.View, request.StateOverrides);
        ITransactionExecutor executor = Take();
        (TransactionOutcome? outcome, Tracer? tracer) = await TraceAsync(
            watching => executor.Call(seen, environment, message, watching), state, watch, cancellation);
        _idle.Add(executor);
        return outcome is null || tracer is null || watch.IsOver ? watch.Stopped
            : outcome.Refusal != TransactionRefusal.None ? new ReplayResult.Refused(ContractCaller.StatusOf(outcome.Refusal))
            : new ReplayResult.Traced([ToJson(tracer)]);
    }

    private static async Task PrefetchAsync(Block block, int end, ReplayState state, CancellationToken cancellation)
    {
        foreach (VerifiedTransaction transaction in block.Transactions.Take(end))
        {
            state.View.TryGetAccount(transaction.Sender, out _);
            if (transaction.Transaction.To is Address to && state.View.TryGetAccount(to, out Account account))
            {
                state.View.GetCode(account.CodeHash);
            }
        }

        await state.LoadAsync(cancellation);
    }

    /// <summary>Runs with a tracer; what a run that lacked state had recorded is thrown away and costs nothing.</summary>
    private static async Task<(TransactionOutcome? Outcome, Tracer? Tracer)> TraceAsync(
        Func<Tracer, TransactionOutcome> execute, ReplayState state, Watch watch, CancellationToken cancellation)
    {
        Tracer? tracer = null;
        long steps = watch.Budget.Steps;
        long bytes = watch.Budget.Bytes;
        TransactionOutcome? outcome = await state.RunAsync(
            () =>
            {
                watch.Budget.Rewind(steps, bytes);
                tracer = watch.NewTracer();
                return execute(tracer);
            },
            watch.Budget,
            cancellation);
        return (outcome, tracer);
    }

    private static ReadOnlyMemory<byte> ToJson(Tracer tracer)
    {
        ReadOnlyMemory<byte> json = tracer.ToJson();
        (tracer as IDisposable)?.Dispose();
        return json;
    }

    private static string? Difference(TransactionOutcome outcome, Receipt stored)
    {
        Receipt? receipt = outcome.Receipt;
        return receipt is null ? $"it is refused ({outcome.Refusal})"
            : receipt.Status != stored.Status ? $"its status is {receipt.Status}, the receipt says {stored.Status}"
            : receipt.GasUsed != stored.GasUsed ? $"it uses {receipt.GasUsed} gas, the receipt says {stored.GasUsed}"
            : receipt.Logs.Count != stored.Logs.Count ? $"it emits {receipt.Logs.Count} logs, the receipt has {stored.Logs.Count}"
            : null;
    }

    /// <summary>Replays one transaction: first without a tracer, which loads its state and is checked, then with one if wanted.</summary>
    private async Task<ReplayResult?> ReplayAsync(
        Step step, List<ReadOnlyMemory<byte>>? traces, Watch watch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TransactionOutcome? outcome = !watch.Budget.HasTime() ? null : await step.State.RunAsync(
            () => step.Executor.Execute(step.State.View, step.Environment, step.Transaction), watch.Budget, cancellation);
        if (outcome is null)
        {
            return watch.Stopped;
        }

        if (Difference(outcome, step.Receipt) is string difference)
        {
            return Contradict(step, difference);
        }

        if (traces is not null)
        {
            (TransactionOutcome? traced, Tracer? tracer) = await TraceAsync(
                watching => step.Executor.Execute(step.State.View, step.Environment, step.Transaction, watching),
                step.State,
                watch,
                cancellation);
            if (traced is null || tracer is null || watch.IsOver)
            {
                return watch.Stopped;
            }

            if (Difference(traced, step.Receipt) is string tracedDifference)
            {
                return Contradict(step, tracedDifference);
            }

            traces.Add(ToJson(tracer));
        }

        watch.LogsBefore += step.Receipt.Logs.Count;
        step.State.View.Changes.Apply(outcome.Diff);
        return null;
    }

    private ReplayResult.Contradicted Contradict(Step step, string difference)
    {
        logger.ReplayContradicts(step.Transaction.Hash, step.Environment.Number, difference);
        return new ReplayResult.Contradicted(step.Transaction.Hash, difference);
    }

    private async Task<BlockEnvironment> EnvironmentAsync(
        BlockHeader header, ReplayState state, CancellationToken cancellation)
    {
        GovernanceSchedule schedule = await EpochLoader.ReadScheduleAsync(
            sources.State, Math.Max(0, header.Number - 1), cancellation);
        var limits = new GasLimits(header.GasLimit, schedule.At(header.Number).TransactionGasLimit);
        return BlockEnvironments.Of(sources.Genesis, limits, header.Number, header.Timestamp, state.BlockHash);
    }

    private ITransactionExecutor Take() => _idle.TryTake(out ITransactionExecutor? executor) ? executor : executors();

    private sealed record Step(
        ITransactionExecutor Executor,
        ReplayState State,
        BlockEnvironment Environment,
        VerifiedTransaction Transaction,
        Receipt Receipt);
}
