using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Node;

namespace Ledger.Application.Network;

/// <summary>Whether this node can serve: its store answers, its group runs, and it is in it and not behind.</summary>
public sealed record CheckReadiness : IQuery<Readiness>;

/// <summary>The answer, with a word why not.</summary>
/// <param name="IsReady">Whether the node can serve.</param>
/// <param name="Reason"><c>ready</c>, or one sentence why not.</param>
/// <param name="BlockNumber">The last committed block.</param>
public sealed record Readiness(bool IsReady, string Reason, long BlockNumber);

internal sealed class CheckReadinessHandler(IChainStatus chain, IStoreStatus store, TimeProvider time)
    : IQueryHandler<CheckReadiness, Readiness>
{
    private static readonly TimeSpan StoreAnswerMax = TimeSpan.FromSeconds(2);

    public async Task<Outcome<Readiness>> Handle(CheckReadiness request, CancellationToken cancellationToken)
    {
        string? reason = chain.HaltReason is string halt ? $"halted: {halt}"
            : await StoreProblemAsync(cancellationToken)
            ?? (!chain.IsMember && !chain.IsSyncing ? $"no member of the group as of block {chain.Head.Number}: it learns of no later ones" : null)
            ?? (chain.IsSyncing ? $"syncing: block {chain.Head.Number} is behind what peers claim" : null);
        return new Readiness(reason is null, reason ?? "ready", chain.Head.Number);
    }

    private async Task<string?> StoreProblemAsync(CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(StoreAnswerMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            await store.CheckAsync(either.Token);
            return null;
        }
        catch (InvalidOperationException)
        {
            // The port's message may name hosts and paths: it belongs into the log of the store, not to any caller.
            return "the store does not answer";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"the store did not answer within {StoreAnswerMax.TotalSeconds} s";
        }
    }
}
