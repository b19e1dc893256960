using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Machine;

/// <summary>The byte memory of one frame: grows in words of 32 bytes, each growth paid in gas (Yellow Paper, appendix H.1).</summary>
/// <remarks>On the pinned heap and kept between uses; what a new user reserves is cleared when it is reserved.</remarks>
internal sealed unsafe class FrameMemory
{
    /// <summary>The most memory that any amount of gas buys, in bytes: what one array can hold.</summary>
    public const long SizeBytesMax = 0x7fff_ffc0;

    /// <summary>The capacity that survives a transaction, in bytes.</summary>
    public const int KeptBytesMax = 1024 * 1024;

    private const int FirstCapacityBytes = 4096;
    private const int WordBytes = 32;
    private const long GasPerWord = 3;
    private const long QuadraticDivisor = 512;

    private byte[] _bytes = [];

    /// <summary>The first byte.</summary>
    public byte* Start { get; private set; }

    /// <summary>The size in bytes, a multiple of 32: MSIZE.</summary>
    public ulong SizeBytes { get; private set; }

    /// <summary>Forgets the content; a buffer beyond <see cref="KeptBytesMax"/> is given back when asked to trim.</summary>
    public void Reset(bool trim = false)
    {
        SizeBytes = 0;
        if (trim && _bytes.Length > KeptBytesMax)
        {
            _bytes = [];
            Start = null;
        }
    }

    /// <summary>The byte at an offset inside the reserved part; any offset for an empty range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(in UInt256 offset) => Start + offset.Low64;

    /// <summary>Reserves a range of a known small length and pays for growth.</summary>
    /// <returns><see langword="false"/> when the gas does not suffice.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReserve(in UInt256 offset, uint length, ref long gas) =>
        offset.IsUInt64
        && offset.Low64 <= SizeBytesMax
        && (offset.Low64 + length <= SizeBytes || TryGrow(offset.Low64 + length, ref gas));

    /// <summary>Reserves a range and pays for growth; an empty range costs nothing, wherever it is.</summary>
    /// <returns><see langword="false"/> when the gas does not suffice.</returns>
    public bool TryReserve(in UInt256 offset, in UInt256 length, ref long gas) =>
        length.IsZero
        || (length.IsUInt64 && length.Low64 <= SizeBytesMax && TryReserve(offset, (uint)length.Low64, ref gas));

    /// <summary>Makes the memory hold exactly the given bytes without payment: the output of a precompiled contract.</summary>
    public Span<byte> Overwrite(int length)
    {
        SizeBytes = 0;
        EnsureCapacity((ulong)length);
        return new Span<byte>(Start, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGrow(ulong end, ref long gas)
    {
        if (end > SizeBytesMax)
        {
            return false;
        }

        ulong size = (end + WordBytes - 1) / WordBytes * WordBytes;
        gas -= Cost(size) - Cost(SizeBytes);
        if (gas < 0)
        {
            return false;
        }

        EnsureCapacity(size);
        new Span<byte>(Start + SizeBytes, (int)(size - SizeBytes)).Clear();
        SizeBytes = size;
        return true;
    }

    private static long Cost(ulong sizeBytes)
    {
        long words = (long)sizeBytes / WordBytes;
        return (GasPerWord * words) + (words * words / QuadraticDivisor);
    }

    private void EnsureCapacity(ulong size)
    {
        if ((ulong)_bytes.Length >= size)
        {
            return;
        }

        ulong doubled = Math.Min((ulong)_bytes.Length * 2, (ulong)SizeBytesMax);
        byte[] larger = GC.AllocateUninitializedArray<byte>(
            (int)Math.Max(size, Math.Max(doubled, FirstCapacityBytes)), pinned: true);
        _bytes.AsSpan(0, (int)SizeBytes).CopyTo(larger);
        _bytes = larger;
        Start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(larger));
    }
}
