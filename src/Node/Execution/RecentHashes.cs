using Ledger.Domain.Primitives;

namespace Ledger.Node.Execution;

/// <summary>The hashes of the last 256 blocks, which BLOCKHASH answers (Yellow Paper, appendix H).</summary>
internal sealed class RecentHashes
{
    /// <summary>How many blocks back a contract can ask.</summary>
    public const int Depth = 256;

    private readonly Hash256[] _ring = new Hash256[Depth];
    private long _last = -1;

    /// <summary>Adds the hash of the next block.</summary>
    public void Add(long number, in Hash256 hash)
    {
        _ring[number % Depth] = hash;
        _last = number;
    }

    /// <summary>The hash of a block before the one under way; zero outside the window.</summary>
    public Hash256 Get(long number) => number >= 0 && number <= _last && number > _last - Depth
        ? _ring[number % Depth]
        : default;
}
