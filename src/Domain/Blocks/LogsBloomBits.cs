using Ledger.Domain.Primitives;

namespace Ledger.Domain.Blocks;

/// <summary>The three bits that one value sets in a <see cref="LogsBloom"/> (Yellow Paper, section 4.3.1, M3:2048).</summary>
internal readonly struct LogsBloomBits
{
    private readonly ushort _first;
    private readonly ushort _second;
    private readonly ushort _third;

    /// <summary>The bits of a value: the low eleven bits of each of the first three pairs of bytes of its hash.</summary>
    public LogsBloomBits(in Hash256 digest)
    {
        ReadOnlySpan<byte> bytes = digest.Bytes;
        _first = Bit(bytes[0], bytes[1]);
        _second = Bit(bytes[2], bytes[3]);
        _third = Bit(bytes[4], bytes[5]);
    }

    /// <summary>Sets them.</summary>
    public void Set(Span<byte> bloom)
    {
        bloom[PlaceOf(_first)] |= MaskOf(_first);
        bloom[PlaceOf(_second)] |= MaskOf(_second);
        bloom[PlaceOf(_third)] |= MaskOf(_third);
    }

    /// <summary>Whether all of them are set.</summary>
    public bool AreSet(ReadOnlySpan<byte> bloom) =>
        (bloom[PlaceOf(_first)] & MaskOf(_first)) != 0
        && (bloom[PlaceOf(_second)] & MaskOf(_second)) != 0
        && (bloom[PlaceOf(_third)] & MaskOf(_third)) != 0;

    private static ushort Bit(byte high, byte low) => (ushort)(((high << 8) | low) & ((8 * LogsBloom.SizeBytes) - 1));

    private static int PlaceOf(ushort bit) => LogsBloom.SizeBytes - 1 - (bit / 8);

    private static byte MaskOf(ushort bit) => (byte)(1 << (bit % 8));
}
