using System.Text;
using Ledger.Domain.Blocks;
using Ledger.Node.Execution;
using Ledger.Node.Tracing;

namespace Ledger.Testing.InMemory;

/// <summary>Remembers what it was asked and answers a trace that says it, or what the test sets.</summary>
public sealed class InMemoryReplayer : IBlockReplayer
{
    private int _running;

    /// <summary>Answers in its place, when set.</summary>
    public IBlockReplayer? Real { get; set; }

    public ReplayResult? Answer { get; set; }

    /// <summary>What a replay waits for before it answers.</summary>
    public Task Wait { get; set; } = Task.CompletedTask;

    /// <summary>Replays that wait.</summary>
    public int Running => Volatile.Read(ref _running);

    public TraceRun? LastRun { get; private set; }

    public CallRequest? LastCall { get; private set; }

    public async Task<ReplayResult> ReplayAsync(Block block, int? only, TraceRun run, CancellationToken cancellation)
    {
        LastRun = run;
        Interlocked.Increment(ref _running);
        await Wait;
        Interlocked.Decrement(ref _running);
        return Real is not null
            ? await Real.ReplayAsync(block, only, run, cancellation)
            : Answer ?? new ReplayResult.Traced([.. block.Transactions
                .Where((_, i) => only is null || only == i)
                .Select(transaction => Say($"block {block.Number}, {transaction.Hash}"))]);
    }

    public async Task<ReplayResult> TraceCallAsync(
        CallRequest request, long atBlock, TraceRun run, CancellationToken cancellation)
    {
        LastRun = run;
        LastCall = request;
        return Real is not null
            ? await Real.TraceCallAsync(request, atBlock, run, cancellation)
            : Answer ?? new ReplayResult.Traced([Say($"call at block {atBlock}")]);
    }

    private static ReadOnlyMemory<byte> Say(string text) => Encoding.UTF8.GetBytes($$"""{"trace":"{{text}}"}""");
}
