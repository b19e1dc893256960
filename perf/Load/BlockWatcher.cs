using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Primitives;

namespace Ledger.Load;

/// <summary>Watches the chain's blocks for our transactions and notes when each was first seen.</summary>
internal sealed class BlockWatcher(Endpoint endpoint, IReadOnlyDictionary<Hash256, LoadRequest> expected)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(60);

    private readonly List<long> _ticksToFinality = new(expected.Count);

    /// <summary>From the sending of each transaction to its being seen in a block, in the stopwatch's ticks.</summary>
    public IReadOnlyList<long> TicksToFinality => _ticksToFinality;

    /// <summary>Blocks that held our transactions.</summary>
    public int Blocks { get; private set; }

    /// <summary>When the last transaction was seen.</summary>
    public long LastSeenAt { get; private set; }

    /// <summary>Watches from the block after <paramref name="height"/> until every transaction was seen.</summary>
    /// <exception cref="InvalidOperationException">No new one was seen for a long time.</exception>
    public async Task WatchAsync(long height, CancellationToken cancellation)
    {
        LastSeenAt = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (_ticksToFinality.Count < expected.Count)
        {
            JsonElement block = await endpoint.CallAsync(
                "eth_getBlockByNumber", [string.Create(CultureInfo.InvariantCulture, $"0x{height + 1:x}"), false], cancellation);
            if (block.ValueKind == JsonValueKind.Null)
            {
                RefuseStall();
                await timer.WaitForNextTickAsync(cancellation);
                continue;
            }

            height++;
            Count(block.GetProperty("transactions"));
        }
    }

    private void Count(JsonElement hashes)
    {
        long now = Stopwatch.GetTimestamp();
        int before = _ticksToFinality.Count;
        foreach (JsonElement hash in hashes.EnumerateArray())
        {
            if (expected.TryGetValue(Hash256.Parse(hash.GetString()!), out LoadRequest? request))
            {
                _ticksToFinality.Add(now - request.SentAt);
            }
        }

        if (_ticksToFinality.Count > before)
        {
            Blocks++;
            LastSeenAt = now;
        }
    }

    private void RefuseStall()
    {
        if (Stopwatch.GetElapsedTime(LastSeenAt) > StallTimeout)
        {
            throw new InvalidOperationException(
                $"{expected.Count - _ticksToFinality.Count} of {expected.Count} transactions are in no block, "
                + $"and none came for {StallTimeout.TotalSeconds:0} s.");
        }
    }
}
