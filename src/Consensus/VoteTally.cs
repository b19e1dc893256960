using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>One vote of each sealer in one phase of one height: the one of the highest view, and in a view the first.</summary>
/// <remarks>An honest sealer never returns to a lower view, so its last vote is the one that counts, and what a faulty one sends
/// takes one place.</remarks>
internal sealed class VoteTally(int sealers)
{
    private readonly Vote?[] _votes = new Vote?[sealers];

    /// <summary>The message of a sealer's vote that counts, or none.</summary>
    public VerifiedMessage? this[int sealer] => _votes[sealer]?.Message;

    /// <summary>Takes a vote.</summary>
    /// <returns>The message that it contradicts: another vote of the same sealer in the same view.</returns>
    public VerifiedMessage? Add(long view, in Hash256 digest, VerifiedMessage message)
    {
        Vote? held = _votes[message.Sender];
        if (held is null || held.View < view)
        {
            _votes[message.Sender] = new Vote(view, digest, message);
            return null;
        }

        return held.View == view && held.Digest != digest ? held.Message : null;
    }

    /// <summary>How many sealers vote for a digest in a view.</summary>
    public int Count(long view, Hash256 digest) => _votes.Count(vote => Matches(vote, view, digest));

    /// <summary>How many sealers vote for anything.</summary>
    public int CountAny() => _votes.Count(vote => vote is not null);

    /// <summary>The votes for a digest in a view, ascending by sealer.</summary>
    public IReadOnlyList<VerifiedMessage> Votes(long view, Hash256 digest) =>
        [.. _votes.Where(vote => Matches(vote, view, digest)).Select(vote => vote!.Message)];

    /// <summary>The digest that a quorum votes for in one view, or none.</summary>
    public (long View, Hash256 Digest)? FindQuorum(int threshold)
    {
        foreach (Vote? vote in _votes)
        {
            if (vote is not null && Count(vote.View, vote.Digest) >= threshold)
            {
                return (vote.View, vote.Digest);
            }
        }

        return null;
    }

    private static bool Matches(Vote? vote, long view, in Hash256 digest) =>
        vote is not null && vote.View == view && vote.Digest == digest;

    private sealed record Vote(long View, Hash256 Digest, VerifiedMessage Message);
}
