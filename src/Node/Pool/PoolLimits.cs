namespace Ledger.Node.Pool;

/// <summary>The pool's limits.</summary>
public sealed record PoolLimits
{
    /// <summary>The most pending transactions. Default 150,000.</summary>
    public int TransactionsMax { get; init; } = 150_000;

    /// <summary>The most bytes of pending transactions. Default 512 MiB.</summary>
    public long SizeBytesMax { get; init; } = 512L * 1024 * 1024;

    /// <summary>The most pending transactions of one sender, and how far ahead its nonces may run. Default 16,384.</summary>
    public int SenderTransactionsMax { get; init; } = 16_384;
}
