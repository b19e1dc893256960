using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.Signatures.Lanes;

/// <content>Rows: the limbs of two elements one behind the other, as tables have them from which each lane takes another entry.
/// Eight rows are read and transposed in 24 ns; comparing every entry of a table of sixteen with what the lanes ask for took 85, and a
/// recovery 12.5 us instead of 11.6.</content>
internal partial struct FieldLanes
{
    /// <summary>Length of a row in doubles: two elements of five limbs, padded to two vectors.</summary>
    public const int RowLength = 16;

    /// <summary>Writes the elements of one lane into a row.</summary>
    public static void WriteRow(in FieldLanes first, in FieldLanes second, int lane, Span<double> row)
    {
        row[0] = first._l0[lane];
        row[1] = first._l1[lane];
        row[2] = first._l2[lane];
        row[3] = first._l3[lane];
        row[4] = first._l4[lane];
        row[5] = second._l0[lane];
        row[6] = second._l1[lane];
        row[7] = second._l2[lane];
        row[8] = second._l3[lane];
        row[9] = second._l4[lane];
    }

    /// <summary>Writes the elements of every lane into a row of the lane's own.</summary>
    /// <param name="first">The first element of each row.</param>
    /// <param name="second">The second one.</param>
    /// <param name="rows">The table; the row of a lane stands <paramref name="stride"/> rows behind that of the lane before.</param>
    /// <param name="stride">The rows of a lane.</param>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void WriteRows(in FieldLanes first, in FieldLanes second, Span<double> rows, int stride)
    {
        int step = stride * RowLength;
        ref double table = ref rows[..((step * (Count - 1)) + RowLength)][0];
        Pair(first._l0, first._l1, out Vector512<double> even0, out Vector512<double> odd0);
        Pair(first._l2, first._l3, out Vector512<double> even1, out Vector512<double> odd1);
        Pair(first._l4, second._l0, out Vector512<double> even2, out Vector512<double> odd2);
        Pair(second._l1, second._l2, out Vector512<double> even3, out Vector512<double> odd3);
        Columns(even0, even1, even2, even3,
            out Vector512<double> row0, out Vector512<double> row2, out Vector512<double> row4, out Vector512<double> row6);
        Columns(odd0, odd1, odd2, odd3,
            out Vector512<double> row1, out Vector512<double> row3, out Vector512<double> row5, out Vector512<double> row7);
        Pair(second._l3, second._l4, out Vector512<double> even, out Vector512<double> odd);
        WriteRow(ref Unsafe.Add(ref table, 0), row0, even.GetLower().GetLower());
        WriteRow(ref Unsafe.Add(ref table, step), row1, odd.GetLower().GetLower());
        WriteRow(ref Unsafe.Add(ref table, step * 2), row2, even.GetLower().GetUpper());
        WriteRow(ref Unsafe.Add(ref table, step * 3), row3, odd.GetLower().GetUpper());
        WriteRow(ref Unsafe.Add(ref table, step * 4), row4, even.GetUpper().GetLower());
        WriteRow(ref Unsafe.Add(ref table, step * 5), row5, odd.GetUpper().GetLower());
        WriteRow(ref Unsafe.Add(ref table, step * 6), row6, even.GetUpper().GetUpper());
        WriteRow(ref Unsafe.Add(ref table, step * 7), row7, odd.GetUpper().GetUpper());
    }

    /// <summary>Reads a row into each lane.</summary>
    /// <param name="rows">A table.</param>
    /// <param name="index">Which row each lane takes; every one must be in the table.</param>
    /// <param name="first">The first elements of the rows.</param>
    /// <param name="second">The second elements.</param>
    [SkipLocalsInit]
    [MethodImpl(AtOnce)]
    public static void ReadRows(ReadOnlySpan<double> rows, in Vector512<long> index, out FieldLanes first, out FieldLanes second)
    {
        ref double row0 = ref RowAt(rows, index[0]);
        ref double row1 = ref RowAt(rows, index[1]);
        ref double row2 = ref RowAt(rows, index[2]);
        ref double row3 = ref RowAt(rows, index[3]);
        ref double row4 = ref RowAt(rows, index[4]);
        ref double row5 = ref RowAt(rows, index[5]);
        ref double row6 = ref RowAt(rows, index[6]);
        ref double row7 = ref RowAt(rows, index[7]);
        Pair(Vector512.LoadUnsafe(ref row0), Vector512.LoadUnsafe(ref row1), out Vector512<double> even0, out Vector512<double> odd0);
        Pair(Vector512.LoadUnsafe(ref row2), Vector512.LoadUnsafe(ref row3), out Vector512<double> even1, out Vector512<double> odd1);
        Pair(Vector512.LoadUnsafe(ref row4), Vector512.LoadUnsafe(ref row5), out Vector512<double> even2, out Vector512<double> odd2);
        Pair(Vector512.LoadUnsafe(ref row6), Vector512.LoadUnsafe(ref row7), out Vector512<double> even3, out Vector512<double> odd3);
        Columns(even0, even1, even2, even3, out first._l0, out first._l2, out first._l4, out second._l1);
        Columns(odd0, odd1, odd2, odd3, out first._l1, out first._l3, out second._l0, out second._l2);

        Vector512<double> low = Quarters(ref row0, ref row1, ref row2, ref row3);
        Vector512<double> high = Quarters(ref row4, ref row5, ref row6, ref row7);
        second._l3 = Avx512F.PermuteVar8x64x2(low, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), high);
        second._l4 = Avx512F.PermuteVar8x64x2(low, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double RowAt(ReadOnlySpan<double> rows, long index) =>
        ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), (int)index * RowLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow(ref double row, Vector512<double> start, Vector128<double> end)
    {
        start.StoreUnsafe(ref row);
        end.StoreUnsafe(ref row, (nuint)Vector512<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(
        Vector512<double> left, Vector512<double> right, out Vector512<double> even, out Vector512<double> odd)
    {
        even = Avx512F.UnpackLow(left, right);
        odd = Avx512F.UnpackHigh(left, right);
    }

    // Takes the quarters of four vectors apart: vector i of the results has quarter i of each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d,
        out Vector512<double> q0, out Vector512<double> q1, out Vector512<double> q2, out Vector512<double> q3)
    {
        Vector512<double> evenLow = Avx512F.Shuffle4x128(a, b, 0x88);
        Vector512<double> oddLow = Avx512F.Shuffle4x128(a, b, 0xdd);
        Vector512<double> evenHigh = Avx512F.Shuffle4x128(c, d, 0x88);
        Vector512<double> oddHigh = Avx512F.Shuffle4x128(c, d, 0xdd);
        q0 = Avx512F.Shuffle4x128(evenLow, evenHigh, 0x88);
        q1 = Avx512F.Shuffle4x128(oddLow, oddHigh, 0x88);
        q2 = Avx512F.Shuffle4x128(evenLow, evenHigh, 0xdd);
        q3 = Avx512F.Shuffle4x128(oddLow, oddHigh, 0xdd);
    }

    // Doubles 8 and 9 of four rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarters(ref double a, ref double b, ref double c, ref double d) => Vector512.Create(
        Vector256.Create(Vector128.LoadUnsafe(ref a, 8), Vector128.LoadUnsafe(ref b, 8)),
        Vector256.Create(Vector128.LoadUnsafe(ref c, 8), Vector128.LoadUnsafe(ref d, 8)));
}
