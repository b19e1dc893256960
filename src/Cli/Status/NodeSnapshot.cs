namespace Ledger.Cli.Status;

/// <summary>One node at a moment; a node that does not answer has only a <see cref="Problem"/>.</summary>
/// <param name="Name">The node.</param>
/// <param name="Problem">Why it does not answer; <see langword="null"/> when it does.</param>
internal sealed record NodeSnapshot(string Name, string? Problem)
{
    /// <summary>The last committed block.</summary>
    public long Height { get; init; }

    /// <summary>That block's hash.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The hash of block 0.</summary>
    public string GenesisHash { get; init; } = "";

    /// <summary>The consensus view.</summary>
    public long View { get; init; }

    /// <summary>The name of the leader of that view; empty when there is none.</summary>
    public string Leader { get; init; } = "";

    /// <summary>The step that consensus reached.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Live links to peers.</summary>
    public int Peers { get; init; }

    /// <summary>Pending transactions.</summary>
    public long Pool { get; init; }

    /// <summary>The number of the last event in the store; empty when the store does not answer.</summary>
    public string StorePosition { get; init; } = "";

    /// <summary>Versions of the node and its PostgreSQL.</summary>
    public string Versions { get; init; } = "";

    /// <summary>The lowest block above 0 that the node keeps.</summary>
    public long LowestBlock { get; init; } = 1;

    /// <summary>Whether the node is catching up with its peers.</summary>
    public bool IsSyncing { get; init; }

    /// <summary>The names of the sealers and observers of the next block, as this node knows them.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The names of those who vote on the next block, as this node knows them.</summary>
    public IReadOnlyList<string> Sealers { get; init; } = [];

    /// <summary>How many of these must agree.</summary>
    public int Quorum { get; init; }

    /// <summary>Why no block becomes final, as this node sees it, with what to do; <see langword="null"/> while that is no trouble.</summary>
    public string? Stall { get; init; }

    /// <summary>Why the group has stopped on this node; <see langword="null"/> while it runs.</summary>
    public string? HaltReason { get; init; }
}
