using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Epochs;

/// <summary>Which heights make an epoch: a pure function of what the group decided, equal on every node.</summary>
/// <remarks>An epoch begins where decided parameters take effect, and, in an rPBFT group whose working sealers are fewer than its
/// sealers, at every multiple of <see cref="GroupParameters.EpochBlocks"/>. The block that lies an activation delay below its first
/// height decides it: what that block and those before it say is known to whoever can open the height.</remarks>
public static class EpochRules
{
    /// <summary>The first height of the epoch that a height belongs to.</summary>
    /// <param name="schedule">What is decided, as of a block not more than an activation delay below the height.</param>
    /// <param name="number">The height, above 0.</param>
    public static long FirstOf(GovernanceSchedule schedule, long number)
    {
        (long from, GroupParameters parameters) = schedule.Entries.Last(entry => entry.From <= number);
        long first = Math.Max(from, 1);
        return Rotates(parameters) ? Math.Max(first, number - (number % parameters.EpochBlocks)) : first;
    }

    /// <summary>The epoch that begins at a height.</summary>
    /// <param name="schedule">What is decided.</param>
    /// <param name="first">The first height.</param>
    /// <param name="seed">The agreed randomness of the block that decides it.</param>
    /// <param name="hash">The chain's hash function.</param>
    public static Epoch Of(GovernanceSchedule schedule, long first, in Hash256 seed, IHashFunction hash)
    {
        GroupParameters parameters = schedule.At(first);
        SealerSet sealers = parameters.SealerSet();
        return new Epoch(
            first,
            Rotates(parameters) ? Rotation.WorkingSet.Choose(sealers, parameters.EpochSealers, seed, hash) : sealers,
            parameters);
    }

    /// <summary>Whether the parameters have working sealers drawn.</summary>
    public static bool Rotates(GroupParameters parameters) =>
        parameters.Consensus == ConsensusAlgorithm.Rpbft
        && parameters.EpochSealers > 0
        && parameters.EpochSealers < parameters.Sealers.Count;
}
