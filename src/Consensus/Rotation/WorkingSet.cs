using System.Buffers.Binary;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Rotation;

/// <summary>Draws the sealers that work from all sealers of a group, equally on every node.</summary>
public static class WorkingSet
{
    private static ReadOnlySpan<byte> Purpose => "ledger working set"u8;

    /// <summary>Draws <paramref name="count"/> of the candidates, every set of that size alike: a Fisher-Yates shuffle
    /// that ends after the last place that is wanted (Knuth, TAOCP 3.4.2, algorithm P).</summary>
    /// <param name="candidates">Who may be drawn; they are shuffled from the order of their ids.</param>
    /// <param name="count">How many, at least 1; all of them when there are not so many.</param>
    /// <param name="seed">Agreed by all nodes, and chosen by none.</param>
    /// <param name="hash">The chain's hash, which expands the seed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static SealerSet Choose(SealerSet candidates, int count, in Hash256 seed, IHashFunction hash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (count >= candidates.Count)
        {
            return candidates;
        }

        NodeId[] places = [.. candidates.Members];
        ulong draws = 0;
        for (int place = 0; place < count; place++)
        {
            int other = place + (int)Below((ulong)(places.Length - place), seed, hash, ref draws);
            (places[place], places[other]) = (places[other], places[place]);
        }

        return new SealerSet(places.AsSpan(0, count).ToArray());
    }

    /// <summary>A number that is uniform below <paramref name="bound"/>: of the 2^64 numbers that a hash begins with, those
    /// above the last whole multiple of the bound are drawn again, because they would favour the low remainders.</summary>
    private static ulong Below(ulong bound, in Hash256 seed, IHashFunction hash, ref ulong draws)
    {
        ulong surplus = ((ulong.MaxValue % bound) + 1) % bound;
        ulong highest = ulong.MaxValue - surplus;
        ulong number;
        do
        {
            number = Next(seed, hash, draws++);
        }
        while (number > highest);

        return number % bound;
    }

    private static ulong Next(in Hash256 seed, IHashFunction hash, ulong draw)
    {
        Span<byte> message = stackalloc byte[Purpose.Length + Hash256.SizeBytes + sizeof(ulong)];
        Purpose.CopyTo(message);
        seed.Bytes.CopyTo(message[Purpose.Length..]);
        BinaryPrimitives.WriteUInt64BigEndian(message[(Purpose.Length + Hash256.SizeBytes)..], draw);
        return BinaryPrimitives.ReadUInt64BigEndian(hash.Hash(message).Bytes);
    }
}
