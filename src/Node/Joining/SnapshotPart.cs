namespace Ledger.Node.Joining;

/// <summary>A part of a snapshot as a peer gave it.</summary>
/// <param name="Bytes">The part; empty when the peer has none such.</param>
internal sealed record SnapshotPart(ReadOnlyMemory<byte> Bytes)
{
    private const int PartBits = 17;

    /// <summary>What an answer names: the height, 0 for the newest, and the part.</summary>
    public static long TagOf(long number, int part) => (number << PartBits) | (uint)part;
}
