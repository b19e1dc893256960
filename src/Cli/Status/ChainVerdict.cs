using Ledger.Domain.Governance;

namespace Ledger.Cli.Status;

/// <summary>The one sentence that says how a chain is.</summary>
/// <param name="IsHealthy">Whether every node serves the same chain and votes.</param>
/// <param name="Sentence">The sentence.</param>
internal sealed record ChainVerdict(bool IsHealthy, string Sentence)
{
    private const long LagMax = 10;

    /// <summary>Judges the nodes of one chain.</summary>
    public static ChainVerdict Of(IReadOnlyList<NodeSnapshot> nodes)
    {
        NodeSnapshot[] up = [.. nodes.Where(node => node.Problem is null)];
        string missing = Names(nodes.Where(node => node.Problem is not null));
        int needed = Quorum.Threshold(nodes.Count);
        if (up.Length == 0)
        {
            return new ChainVerdict(false, "chain is down: no node answers; 'ledger up' starts it");
        }

        if (up.Where(node => node.HaltReason is not null).ToArray() is { Length: > 0 } halted)
        {
            return new ChainVerdict(false, $"{halted[0].Name} has stopped the group: {halted[0].HaltReason}");
        }

        if (up.Select(node => node.GenesisHash).Distinct().Count() > 1)
        {
            return new ChainVerdict(false, "the nodes do not serve the same chain: their block 0 differs");
        }

        if (HasFork(up))
        {
            return new ChainVerdict(false, "FORK: two nodes have different blocks at one height; stop and look");
        }

        if (up.Length < needed)
        {
            return new ChainVerdict(
                false, $"no quorum: missing {missing}; {up.Length} of {nodes.Count} nodes run and {needed} must");
        }

        if (up.FirstOrDefault(node => node.Stall is not null && !node.IsSyncing) is NodeSnapshot stalled)
        {
            return new ChainVerdict(false, $"chain is stalled, says {stalled.Name}: {stalled.Stall}");
        }

        if (missing.Length > 0)
        {
            return new ChainVerdict(false, $"chain works, but {missing} is missing; 'ledger up' starts it");
        }

        NodeSnapshot[] behind = [.. up.Where(node => node.IsSyncing || up.Max(other => other.Height) - node.Height > LagMax)];
        return behind.Length > 0
            ? new ChainVerdict(true, $"chain is healthy; {Names(behind)} is catching up")
            : new ChainVerdict(true, "chain is healthy");
    }

    private static bool HasFork(NodeSnapshot[] up) => up
        .GroupBy(node => node.Height)
        .Any(atHeight => atHeight.Select(node => node.Hash).Distinct().Count() > 1);

    private static string Names(IEnumerable<NodeSnapshot> nodes) => string.Join(", ", nodes.Select(node => node.Name));
}
