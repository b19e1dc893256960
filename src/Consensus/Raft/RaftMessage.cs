using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <summary>A message of Raft (Ongaro and Ousterhout, USENIX ATC 2014; sections of Ongaro's dissertation where noted). Nothing in it
/// can be computed from the rest of it.</summary>
public abstract record RaftMessage : ConsensusMessage
{
    private RaftMessage()
    {
    }

    /// <summary>Would you vote for me, if I asked? Changes nothing at either end (dissertation, section 9.6).</summary>
    /// <param name="Term">The term that the sender would start.</param>
    /// <param name="LastIndex">Index of the last entry of its log.</param>
    /// <param name="LastTerm">Term of that entry.</param>
    public sealed record RequestPreVote(long Term, long LastIndex, long LastTerm) : RaftMessage;

    /// <summary>The answer to <see cref="RequestPreVote"/>.</summary>
    /// <param name="Term">The term that the sender is in.</param>
    /// <param name="Asked">The term that it was asked about.</param>
    /// <param name="IsGranted">Whether it would vote for the asker.</param>
    public sealed record PreVoteAnswer(long Term, long Asked, bool IsGranted) : RaftMessage;

    /// <summary>The sender started a term, voted for itself and asks for votes (section 5.2).</summary>
    /// <param name="Term">The term.</param>
    /// <param name="LastIndex">Index of the last entry of its log.</param>
    /// <param name="LastTerm">Term of that entry.</param>
    public sealed record RequestVote(long Term, long LastIndex, long LastTerm) : RaftMessage;

    /// <summary>The answer to <see cref="RequestVote"/>.</summary>
    /// <param name="Term">The term that the sender is in.</param>
    /// <param name="IsGranted">Whether its vote of that term is the asker's; the vote is durable.</param>
    public sealed record VoteAnswer(long Term, bool IsGranted) : RaftMessage;

    /// <summary>The leader's log continues with these entries behind the entry named (section 5.3). Without entries it is a sign of
    /// life, or tells what is committed.</summary>
    /// <param name="Term">The leader's term.</param>
    /// <param name="Round">Grows with every question of the leader who still follows it; comes back in the answer.</param>
    /// <param name="PreviousIndex">Index of the entry before them.</param>
    /// <param name="PreviousTerm">Term of the entry before them.</param>
    /// <param name="Committed">The highest index that the leader knows to be committed.</param>
    /// <param name="Entries">The entries, with consecutive indexes.</param>
    public sealed record AppendEntries(
        long Term, long Round, long PreviousIndex, long PreviousTerm, long Committed, IReadOnlyList<RaftEntry> Entries)
        : RaftMessage;

    /// <summary>The answer to <see cref="AppendEntries"/> and <see cref="InstallHint"/>.</summary>
    /// <param name="Term">The term that the sender is in; above the leader's, it ends that leader.</param>
    /// <param name="Round">The round of the message that is answered.</param>
    /// <param name="IsAccepted">Whether the sender's log has the entry that the leader's continued.</param>
    /// <param name="PreviousIndex">Index of that entry.</param>
    /// <param name="Index">Accepted: the sender's log equals the leader's up to here, durably and with all bodies. Refused: the last
    /// of its entries, not above <paramref name="PreviousIndex"/>, that the leader may have too.</param>
    /// <param name="IndexTerm">Refused: the term of that entry.</param>
    public sealed record AppendAnswer(
        long Term, long Round, bool IsAccepted, long PreviousIndex, long Index, long IndexTerm) : RaftMessage;

    /// <summary>The leader's log begins above what the receiver needs: fetch the blocks up to this one, then the log goes on behind
    /// this entry. The paper's InstallSnapshot (section 7), with block and state sync in place of the snapshot's bytes.</summary>
    /// <param name="Term">The leader's term.</param>
    /// <param name="Round">As in <see cref="AppendEntries"/>.</param>
    /// <param name="Index">Index of the entry of that block.</param>
    /// <param name="EntryTerm">Term of that entry.</param>
    /// <param name="Final">The block, with proof that it is final.</param>
    public sealed record InstallHint(long Term, long Round, long Index, long EntryTerm, CertifiedHeader Final) : RaftMessage;

    /// <summary>The sender executed a height with this result. Its signature is over <paramref name="BlockHash"/> itself and so is
    /// the seal that a block certificate is made of, as in every algorithm.</summary>
    /// <param name="Header">The executed header, which binds the signature to height, group and sealer set.</param>
    /// <param name="BlockHash">The header's hash; not carried.</param>
    public sealed record Checkpoint(BlockHeader Header, Hash256 BlockHash) : RaftMessage;

    /// <summary>The sender tells how far it is final; whoever is further answers with what it seems to miss.</summary>
    /// <param name="LastFinal">The last height that it stored, with proof.</param>
    public sealed record Status(CertifiedHeader LastFinal) : RaftMessage
    {
        /// <inheritdoc/>
        public override bool BindsSender => false;
    }
}
