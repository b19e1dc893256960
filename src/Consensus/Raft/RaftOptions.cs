namespace Ledger.Consensus.Raft;

/// <summary>The settings and limits of Raft. All but the seed belong to the group: equal on every node.</summary>
public sealed record RaftOptions
{
    /// <summary>How many heights may be ordered above the last final one. Default 4.</summary>
    /// <remarks>1 waits for each block before it orders the next, which makes the largest blocks; more lets ordering run ahead of
    /// execution.</remarks>
    public int Window { get; init; } = 4;

    /// <summary>How many heights above the last stored one a node takes part in at all, so that a slow store cannot make memory
    /// grow. Default 64.</summary>
    public int HeightsAheadMax { get; init; } = 64;

    /// <summary>How many heights below the last stored one the log keeps for followers that are a little behind; it is cut when it has
    /// twice as many. Default 32.</summary>
    public int HeightsKept { get; init; } = 32;

    /// <summary>How long a follower waits for its leader, at least; each wait is drawn between this and its double. A leader that
    /// hears no majority for so long steps down. Default 1 s.</summary>
    public TimeSpan ElectionTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a leader gives a sign of life; at most half of <see cref="ElectionTimeout"/>. Default 100 ms.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a node whose final height stands still waits before it asks its peers for what it may have missed. Default 1 s.</summary>
    public TimeSpan ResendInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time between two blocks that this node proposes. Default none.</summary>
    public TimeSpan BlockInterval { get; init; } = TimeSpan.Zero;

    /// <summary>How many AppendEntries with entries may be on their way to one follower. Default 16.</summary>
    public int AppendsInFlightMax { get; init; } = 16;

    /// <summary>The most entries of one AppendEntries. Default 32.</summary>
    public int EntriesPerAppendMax { get; init; } = 32;

    /// <summary>About how many bytes of entries one AppendEntries carries, and never less than one entry. Default 4 MiB.</summary>
    public int AppendSizeBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>How many linearizable reads may wait; more are refused. Default 4,096.</summary>
    public int ReadsMax { get; init; } = 4_096;

    /// <summary>Where the election timeouts are drawn from, together with the node's index and its term; nodes of a group may share
    /// it. Default 0.</summary>
    public ulong Seed { get; init; }
}
