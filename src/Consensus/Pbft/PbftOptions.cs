namespace Ledger.Consensus.Pbft;

/// <summary>The settings and limits of PBFT. All of them belong to the group: equal on every node.</summary>
public sealed record PbftOptions
{
    /// <summary>How many heights may be open above the last final one. Default 4: the order of the next heights is found while the lowest
    /// one is executed and sealed. With 1 a height is proposed once the one below is final.</summary>
    public int Window { get; init; } = 4;

    /// <summary>How many heights above the last stored one take part at all, so that a slow store cannot make memory grow. Default 16.</summary>
    public int HeightsAheadMax { get; init; } = 16;

    /// <summary>How far above its own view a node listens to peers. Default 100,000.</summary>
    public long ViewsAheadMax { get; init; } = 100_000;

    /// <summary>How many consecutive heights one sealer proposes before the next sealer's turn. Default 1.</summary>
    /// <remarks>A turn's length moves work, never safety: the leader collects the transactions that its own clients and its
    /// peers sent, and a new leader first has to catch up with them. A sealer that is down costs one timeout when its turn comes: the
    /// view change hands the rest of the turn to the next sealer, and it comes up again n - 1 turns later. With 4 sealers and turns of 32
    /// heights that is one timeout in 96 heights. Who is silent is no agreed fact, so no turn is skipped for it.</remarks>
    public int HeightsPerTurn { get; init; } = 1;

    /// <summary>The progress timeout of a group that has not shown yet how quick it is. Default 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The shortest progress timeout: one that heights have shown to be eight times what they usually take. Default 1.5 s.</summary>
    public TimeSpan TimeoutMin { get; init; } = TimeSpan.FromMilliseconds(1_500);

    /// <summary>The cap of the progress timeout, which doubles with every view left without progress. Default 24 s.</summary>
    public TimeSpan TimeoutMax { get; init; } = TimeSpan.FromSeconds(24);

    /// <summary>How long a node without progress waits before it asks its peers for what it may have missed. Default 1 s.</summary>
    public TimeSpan ResendInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time from a proposal that this node knows of to the next one that it makes. Default none: the first
    /// transaction of an idle group is proposed at once.</summary>
    public TimeSpan BlockInterval { get; init; } = TimeSpan.Zero;
}
