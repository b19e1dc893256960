using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>What a store holds before a node starts from a snapshot.</summary>
/// <param name="IsEmpty">Whether it holds no chain, not even block 0.</param>
/// <param name="Number">The height of a snapshot whose loading was begun; 0 when none was.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Chunks">How many of its chunks are there, from the first on.</param>
public sealed record SnapshotLoading(bool IsEmpty, long Number, Hash256 Digest, int Chunks)
{
    /// <summary>An empty store in which nothing was begun.</summary>
    public static SnapshotLoading Nothing { get; } = new(true, 0, default, 0);
}
