using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Node.Loop;

/// <summary>What a fresh proposal must keep to, besides what consensus itself checks. Never asked of one that a new view offers: what may
/// have been decided is executed whatever any clock says.</summary>
public static class ProposalRules
{
    /// <summary>How far ahead of this node's clock a proposal's time may be: 10 s. Behind it may be as far as it likes, above the block below;
    /// and consensus takes the least time above the block below whatever the clock says.</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromSeconds(10);

    /// <summary>Why a fresh proposal gets no vote of this node.</summary>
    /// <param name="proposal">The proposal.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="bodies">Its transactions.</param>
    /// <param name="limits">The group's limits.</param>
    /// <param name="now">This node's clock.</param>
    /// <returns>What consensus is told of the first rule that it breaks, the clock's last; or <see langword="null"/>.</returns>
    public static ConsensusInput.ProposalRefused? WhyRefused(
        Proposal proposal, in Hash256 digest, IReadOnlyList<VerifiedTransaction> bodies, BlockLimits limits, DateTimeOffset now)
    {
        string? broken = BrokenLimit(bodies, limits);
        long ahead = proposal.Timestamp - now.ToUnixTimeMilliseconds();
        string? early = ahead > (long)AheadMax.TotalMilliseconds
            ? $"its time is {ahead} ms ahead of this node's clock, more than {(long)AheadMax.TotalMilliseconds} ms"
            : null;
        return (broken ?? early) is string reason
            ? new ConsensusInput.ProposalRefused(proposal.Number, digest, reason) { IsEarly = broken is null }
            : null;
    }

    private static string? BrokenLimit(IReadOnlyList<VerifiedTransaction> bodies, BlockLimits limits)
    {
        if (bodies.Count > limits.TransactionsMax)
        {
            return $"it holds {bodies.Count} transactions, more than {limits.TransactionsMax}";
        }

        if (bodies.DistinctBy(body => body.Hash).Count() < bodies.Count)
        {
            return "it holds a transaction twice";
        }

        long sizeBytes = bodies.Sum(body => (long)body.Transaction.Raw.Length);
        if (bodies.Count > 1 && sizeBytes > limits.SizeBytesMax)
        {
            return $"its transactions are {sizeBytes} bytes long, more than {limits.SizeBytesMax}";
        }

        return bodies.Count > 1 && !FitsGas(bodies, limits.GasMax)
            ? $"its transactions declare more gas than the block's {limits.GasMax}"
            : null;
    }

    private static bool FitsGas(IReadOnlyList<VerifiedTransaction> bodies, long gasMax)
    {
        long left = gasMax;
        foreach (VerifiedTransaction body in bodies)
        {
            long gas = BlockLimits.GasOf(body.Transaction);
            if (gas > left)
            {
                return false;
            }

            left -= gas;
        }

        return true;
    }
}
