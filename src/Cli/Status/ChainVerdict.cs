namespace Ledger.Cli.Status;

/// <summary>The one sentence that says how a chain is.</summary>
/// <param name="IsHealthy">Whether every member serves the same chain, and enough of them vote.</param>
/// <param name="Sentence">The sentence.</param>
internal sealed record ChainVerdict(bool IsHealthy, string Sentence)
{
    private const long LagMax = 10;

    /// <summary>Judges the nodes of one chain.</summary>
    public static ChainVerdict Of(IReadOnlyList<NodeSnapshot> nodes)
    {
        NodeSnapshot[] up = [.. nodes.Where(node => node.Problem is null)];
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

        return HasFork(up)
            ? new ChainVerdict(false, "FORK: two nodes have different blocks at one height; stop and look")
            : OfGroup(nodes, up);
    }

    // Who is in and who votes is what the node says that has the most blocks: one that left knows of nothing later.
    private static ChainVerdict OfGroup(IReadOnlyList<NodeSnapshot> nodes, NodeSnapshot[] up)
    {
        NodeSnapshot latest = up.MaxBy(node => node.Height)!;
        NodeSnapshot[] members = [.. up.Where(node => latest.Members.Contains(node.Name))];
        NodeSnapshot[] missing = [.. nodes.Where(node => node.Problem is not null && latest.Members.Contains(node.Name))];
        // Sealers that another organisation runs are in no folder but theirs: what is known of them is what the nodes here say.
        int silent = missing.Count(node => latest.Sealers.Contains(node.Name));
        int left = latest.Sealers.Count - silent;
        if (left < latest.Quorum)
        {
            return new ChainVerdict(
                false, $"no quorum: missing {Names(missing)}; {left} of {latest.Sealers.Count} sealers run and {latest.Quorum} must");
        }

        if (members.FirstOrDefault(node => node.Stall is not null && !node.IsSyncing) is NodeSnapshot stalled)
        {
            return new ChainVerdict(false, $"chain is stalled, says {stalled.Name}: {stalled.Stall}");
        }

        if (missing.Length > 0)
        {
            return new ChainVerdict(false, $"chain works, but {Are(missing)} missing; 'ledger up' starts it");
        }

        NodeSnapshot[] behind = [.. members.Where(node => node.IsSyncing || latest.Height - node.Height > LagMax)];
        string[] also =
        [
            .. behind.Length > 0 ? [$"; {Are(behind)} catching up"] : Array.Empty<string>(),
            .. members.Length < up.Length ? [$"; {Are([.. up.Except(members)])} not in the group"] : Array.Empty<string>(),
        ];
        return new ChainVerdict(true, $"chain is healthy{string.Concat(also)}");
    }

    private static bool HasFork(NodeSnapshot[] up) => up
        .GroupBy(node => node.Height)
        .Any(atHeight => atHeight.Select(node => node.Hash).Distinct().Count() > 1);

    private static string Are(NodeSnapshot[] nodes) => $"{Names(nodes)} {(nodes.Length == 1 ? "is" : "are")}";

    private static string Names(IEnumerable<NodeSnapshot> nodes) => string.Join(", ", nodes.Select(node => node.Name));
}
