namespace Ledger.Consensus.Raft;

/// <summary>Election timeouts between one and two times the shortest, different on every node and every time, and the same in every
/// replay: drawn from the seed, the node's index, the term and a count.</summary>
internal sealed class ElectionDice(RaftOptions options, int self)
{
    private ulong _draws;

    public TimeSpan Draw(long term)
    {
        ulong word = Mix(Mix(Mix(options.Seed ^ (ulong)(self + 1)) ^ (ulong)term) ^ ++_draws);
        return options.ElectionTimeout + TimeSpan.FromTicks((long)(word % (ulong)options.ElectionTimeout.Ticks));
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9e3779b97f4a7c15;
            value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
            value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
            return value ^ (value >> 31);
        }
    }
}
