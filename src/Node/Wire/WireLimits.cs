namespace Ledger.Node.Wire;

/// <summary>What one message between nodes may hold.</summary>
internal static class WireLimits
{
    /// <summary>The most transactions of one batch or answer.</summary>
    public const int TransactionsMax = 10_000;

    /// <summary>The most bytes of transactions that a node puts into one message.</summary>
    public const int BatchSizeBytes = 4 * 1024 * 1024;

    /// <summary>The most transactions that a leader is reminded of at once: with a backlog it has nearly all of them.</summary>
    public const int RemindedMax = 256;

    /// <summary>Their bytes at most.</summary>
    public const int RemindedSizeBytesMax = 512 * 1024;

    /// <summary>The most hashes that one request may name.</summary>
    public const int HashesMax = 10_000;

    /// <summary>The most blocks that one request may ask for.</summary>
    public const int BlocksMax = 64;

    /// <summary>The most headers of one answer.</summary>
    public const int HeadersMax = 1_024;

    /// <summary>The most blocks that decided on epochs of one answer.</summary>
    public const int ProofsMax = 256;

    /// <summary>The most seals of one block certificate.</summary>
    public const int SealsMax = 1_024;
}
