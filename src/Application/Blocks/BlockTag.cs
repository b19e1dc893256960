namespace Ledger.Application.Blocks;

/// <summary>A block named by its role. With instant finality all but <see cref="Earliest"/> mean the last committed block.</summary>
public enum BlockTag
{
    /// <summary>The last committed block.</summary>
    Latest = 0,

    /// <summary>The genesis block.</summary>
    Earliest = 1,

    /// <summary>The last committed block; nonces add the pool's transactions.</summary>
    Pending = 2,

    /// <summary>The last committed block: it cannot be undone.</summary>
    Safe = 3,

    /// <summary>The last committed block: it is final.</summary>
    Finalized = 4,
}
