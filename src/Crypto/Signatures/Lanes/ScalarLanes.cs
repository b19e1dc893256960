using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures.Lanes;

/// <summary>Eight odd numbers below 2^130 in size, one a lane, as sums of odd digits: every digit of a width w is from 1 - 2^w to
/// 2^w - 1 and odd, so none is zero and all lanes take the same steps.</summary>
/// <remarks>Such a sum has the digits 2·t + 1 - 2^w, where t are the digits to base 2^w of (k + 2^130 - 1)/2 and w divides 130.</remarks>
internal struct ScalarLanes
{
    /// <summary>Numbers are below 2^this in size.</summary>
    public const int Bits = 130;

    private Vector512<ulong> _word0;
    private Vector512<ulong> _word1;
    private Vector512<ulong> _word2;

    private static UInt256 Offset => (UInt256.One << Bits) - UInt256.One;

    /// <summary>Puts a number into a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="value">Odd, in two's complement.</param>
    public void Set(int lane, in UInt256 value)
    {
        Vector256<ulong> words = Unsafe.BitCast<UInt256, Vector256<ulong>>((value + Offset) >> 1);
        Word(ref _word0, lane) = words[0];
        Word(ref _word1, lane) = words[1];
        Word(ref _word2, lane) = words[2];
    }

    /// <summary>The digits that begin at a bit.</summary>
    /// <param name="position">A multiple of the width.</param>
    /// <param name="width">The bits of a digit.</param>
    /// <returns>The sign of each digit d in the highest bit, and (|d| - 1)/2 in the lowest ones.</returns>
    public readonly Vector512<long> Digits(int position, int width)
    {
        Vector512<ulong> window = (position < 64 ? _word0 : position < 128 ? _word1 : _word2) >> (position % 64);
        if (position % 64 > 64 - width)
        {
            window |= (position < 64 ? _word1 : _word2) << (64 - (position % 64));
        }

        // Below the middle digits are negative.
        Vector512<long> digit = (window & Vector512.Create((1UL << width) - 1)).AsInt64() - Vector512.Create(1L << (width - 1));
        Vector512<long> sign = digit >> 63;
        return (digit ^ sign) | (sign & Vector512.Create(long.MinValue));
    }

    private static ref ulong Word(ref Vector512<ulong> words, int lane) =>
        ref Unsafe.Add(ref Unsafe.As<Vector512<ulong>, ulong>(ref words), lane);
}
