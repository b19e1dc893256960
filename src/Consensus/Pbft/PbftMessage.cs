using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>A message of PBFT (Castro and Liskov, OSDI 1999, section 4). Nothing in it can be computed from the rest of it.</summary>
public abstract record PbftMessage : ConsensusMessage
{
    private PbftMessage()
    {
    }

    /// <summary>The leader of a height and view offers a proposal.</summary>
    /// <param name="View">The view.</param>
    /// <param name="Proposal">The proposal; it names the height.</param>
    public sealed record PrePrepare(long View, Proposal Proposal) : PbftMessage;

    /// <summary>The sender accepted this proposal, and only this one, for a height and view. The leader says it too.</summary>
    /// <param name="Number">The height.</param>
    /// <param name="View">The view.</param>
    /// <param name="Digest">The proposal's digest.</param>
    public sealed record Prepare(long Number, long View, Hash256 Digest) : PbftMessage;

    /// <summary>The sender holds, durably, a prepared certificate for a height and view.</summary>
    /// <param name="Number">The height.</param>
    /// <param name="View">The view.</param>
    /// <param name="Digest">The proposal's digest.</param>
    public sealed record Commit(long Number, long View, Hash256 Digest) : PbftMessage;

    /// <summary>The sender executed a height with this result. Its signature is over <paramref name="BlockHash"/> itself and so is
    /// the seal that a block certificate is made of.</summary>
    /// <param name="Header">The executed header, which binds the signature to height, group and sealer set.</param>
    /// <param name="BlockHash">The header's hash; not carried.</param>
    public sealed record Checkpoint(BlockHeader Header, Hash256 BlockHash) : PbftMessage;

    /// <summary>The sender left every lower view, and shows what may have been decided there.</summary>
    /// <param name="View">The view that it asks for.</param>
    /// <param name="LastFinal">The last height that it stored, with proof.</param>
    /// <param name="Prepared">For every height above that for which it ever had one, the prepared certificate of the highest view;
    /// ascending by height.</param>
    public sealed record ViewChange(long View, CertifiedHeader LastFinal, IReadOnlyList<PreparedCertificate> Prepared)
        : PbftMessage;

    /// <summary>The leader of a view shows the quorum that asked for it. What is proposed again in the view follows from the
    /// ViewChanges alone (<see cref="NewViewChoice"/>), so every backup computes it and nothing of it is carried.</summary>
    /// <param name="View">The view.</param>
    /// <param name="ViewChanges">ViewChanges of distinct sealers for that view, ascending by sealer: at least a quorum.</param>
    public sealed record NewView(long View, IReadOnlyList<SignedViewChange> ViewChanges) : PbftMessage;

    /// <summary>The sender tells where it stands; whoever is further answers with what it seems to miss.</summary>
    /// <param name="View">The view that it is in, or asked for.</param>
    /// <param name="IsActive">Whether it entered that view.</param>
    /// <param name="LastFinal">The last height that it stored, with proof.</param>
    public sealed record Status(long View, bool IsActive, CertifiedHeader LastFinal) : PbftMessage
    {
        /// <inheritdoc/>
        public override bool BindsSender => false;
    }
}
