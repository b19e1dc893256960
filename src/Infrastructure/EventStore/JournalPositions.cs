namespace Ledger.Infrastructure.EventStore;

/// <summary>Where the events of the <c>consensus</c> stream stand among all positions: below zero.</summary>
/// <remarks>
/// <para>Both streams share <c>mt_events</c>, whose key is the position. The ledger's positions start at 1, have no gaps, and
/// are the same on every node of a group, because they count only what all nodes agree on. The journal is this node's own, its
/// writer is another connection, and its commits must not wait for a block's. So it takes the negative half, where its
/// position is its version plus a constant.</para>
/// <para>Why this is safe. No two writers can draw one number, and the number needs no memory: it follows from the stream's
/// version, which the unique index on (stream, version) guards. A client that fetches the stream sorts by position and gets
/// the versions in order. A client that polls for positions above its mark starts at 0, so it reads the ledger without gaps
/// and never sees a hole that an unfinished journal append would leave; <c>mt_events_sequence</c> belongs to the ledger alone.</para>
/// </remarks>
internal static class JournalPositions
{
    private const long Origin = long.MinValue / 2;

    public static long Of(long version) => checked(Origin + version);
}
