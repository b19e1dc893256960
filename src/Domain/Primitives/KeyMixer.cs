namespace Ledger.Domain.Primitives;

/// <summary>Hashes the keys of tables that strangers choose: addresses, slots, hashes.</summary>
/// <remarks>Contracts choose their slots, so folding the limbs together would let one transaction fill a bucket with
/// colliding keys. A folded 128-bit product with a seed of this process cannot be aimed at; no result may depend on it, so
/// nothing that matters iterates such a table.</remarks>
public static class KeyMixer
{
    private static readonly ulong Seed0 = Seed(1);
    private static readonly ulong Seed1 = Seed(2);

    /// <summary>Mixes two words.</summary>
    public static ulong Mix(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left ^ Seed0, right ^ Seed1, out ulong low);
        return high ^ low;
    }

    /// <summary>Mixes four words into the code of a table.</summary>
    public static int ToHashCode(ulong a, ulong b, ulong c, ulong d) => (int)Mix(Mix(a, b) ^ c, d);

    // HashCode holds the only seed that a pure project may read: it differs by process.
    private static ulong Seed(int index) =>
        ((ulong)(uint)HashCode.Combine(index, 0x243f6a88) << 32) | (uint)HashCode.Combine(index, 0x13198a2e) | 1;
}
