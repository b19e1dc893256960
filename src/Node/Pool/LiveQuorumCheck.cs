using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm;

namespace Ledger.Node.Pool;

/// <summary>Refuses a change of sealers that would leave the group without a live quorum now. Thread-safe.</summary>
/// <remarks>Who is live is what this node sees, so it cannot be a rule of execution, which must be equal on every node; it is one of
/// admission, and every node that is given the transaction asks it, the leader included. A governor that is a contract is not looked
/// through: it can be asked anything by anyone, and answers for itself.</remarks>
/// <param name="group">The group.</param>
/// <param name="state">Who is linked, and how far each one is.</param>
public sealed class LiveQuorumCheck(GroupContext group, ChainState state)
{
    /// <summary>How many blocks a sealer may lag behind this node and still count as one that will vote.</summary>
    public const int LagMax = 100;

    private readonly GovernanceCalls _calls = new(group.Suite.Hash);

    /// <summary>Why a transaction is refused, or <see langword="null"/>.</summary>
    public string? WhyNot(Transaction transaction)
    {
        if (transaction.To is not Address to)
        {
            return null;
        }

        GroupParameters latest = group.Epochs.Newest.Parameters;
        if (_calls.Preview(to, transaction.Data.Span, latest) is not GroupParameters changed
            || changed.Sealers.SequenceEqual(latest.Sealers))
        {
            return null;
        }

        NodeId[] silent = [.. changed.Sealers.Where(sealer => !IsLive(sealer))];
        int threshold = changed.SealerSet().Threshold;
        return changed.Sealers.Count - silent.Length >= threshold
            ? null
            : $"of the {changed.Sealers.Count} sealers that the group would have, {threshold} must vote and "
            + $"{changed.Sealers.Count - silent.Length} are linked to this node and not behind it. Start and connect "
            + $"{string.Join(", ", silent.Select(node => node.ToString()[..ShortLength]))} first";
    }

    private const int ShortLength = 10;

    private bool IsLive(NodeId node) => node == state.Self
        || (state.PeerProgress.TryGetValue(node, out PeerProgress? progress)
            && progress.Number >= state.Head.Number - LagMax);
}
