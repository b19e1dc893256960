using Ledger.Consensus.Epochs;
using Ledger.Consensus.Silence;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>What enters a consensus core.</summary>
public abstract record ConsensusInput
{
    private ConsensusInput()
    {
    }

    /// <summary>A journalled fact of an earlier run, replayed in order before any other input. Gives no effects.</summary>
    /// <param name="Event">The fact.</param>
    public sealed record Replayed(ConsensusEvent Event) : ConsensusInput;

    /// <summary>The replay is over and the node runs; timers start.</summary>
    public sealed record Started : ConsensusInput;

    /// <summary>A message of a sealer, this node's own included: own messages loop back.</summary>
    /// <param name="Message">The message; only a verifier or the own signer makes one.</param>
    public sealed record MessageReceived(VerifiedMessage Message) : ConsensusInput
    {
        /// <summary>The first height of the epoch in which it was said.</summary>
        public long Epoch { get; init; } = 1;
    }

    /// <summary>A timer that the core set has run out; late ones are recognised and ignored.</summary>
    /// <param name="Timer">The timer.</param>
    public sealed record TimerElapsed(ConsensusTimer Timer) : ConsensusInput;

    /// <summary>A block decided on a later epoch. Given before the <see cref="Executed"/> and <see cref="Committed"/> of that block.</summary>
    /// <param name="Epoch">The epoch.</param>
    public sealed record EpochDecided(Epoch Epoch) : ConsensusInput;

    /// <summary>The core's epoch ends: no height above the last one is opened, and empty proposals lead up to it, so that the change
    /// takes effect although nobody has work.</summary>
    /// <param name="Last">Its last height.</param>
    public sealed record EpochEnds(long Last) : ConsensusInput;

    /// <summary>The journal holds everything that this node said: it may speak.</summary>
    public sealed record MemoryKnown : ConsensusInput;

    /// <summary>This node said things that its journal does not hold: it must be silent until the group is past them.</summary>
    /// <param name="Mark">What they may be at most.</param>
    public sealed record MemoryLost(SilenceMark Mark) : ConsensusInput;

    /// <summary>The pool holds transactions that could be ordered. Given when the first one comes, and again after every
    /// <see cref="Committed"/> while some are left: a core forgets it there, so that an idle group changes no view.</summary>
    public sealed record TransactionsAvailable : ConsensusInput;

    /// <summary>The answer to <see cref="ConsensusEffect.BuildProposal"/>.</summary>
    /// <param name="View">The view of the request.</param>
    /// <param name="Proposal">The proposal, with at least one transaction; <see langword="null"/> when the pool had none.</param>
    /// <param name="Number">The height of the request.</param>
    public sealed record ProposalBuilt(long Number, long View, Proposal? Proposal) : ConsensusInput;

    /// <summary>Every body of a proposal is held and durable: the answer to <see cref="ConsensusEffect.FetchBodies"/>.</summary>
    /// <param name="Number">The height.</param>
    /// <param name="Digest">The proposal's digest.</param>
    public sealed record BodiesReady(long Number, Hash256 Digest) : ConsensusInput;

    /// <summary>A fresh proposal breaks a limit of the group: this node does not vote for it unless a new view offers it.</summary>
    /// <param name="Number">The height.</param>
    /// <param name="Digest">The proposal's digest.</param>
    /// <param name="Reason">Which limit, in one sentence.</param>
    public sealed record ProposalRefused(long Number, Hash256 Digest, string Reason) : ConsensusInput
    {
        /// <summary>Whether it only is too far ahead of this node's clock. The core knows whether its leader had a choice.</summary>
        public bool IsEarly { get; init; }
    }

    /// <summary>An ordered proposal was executed: the answer to <see cref="ConsensusEffect.Execute"/>.</summary>
    /// <param name="Number">The height.</param>
    /// <param name="Digest">The proposal's digest.</param>
    /// <param name="BlockHash">The hash of the executed header.</param>
    /// <param name="Header">The executed header; its <see cref="BlockHeader.ExtraData"/> begins with <see cref="GroupIdentity.HeaderTag"/>.</param>
    public sealed record Executed(long Number, Hash256 Digest, Hash256 BlockHash, BlockHeader Header) : ConsensusInput;

    /// <summary>The store holds every block up to this one, by the core's own <see cref="ConsensusEffect.Commit"/> or by sync.</summary>
    /// <param name="Number">The height.</param>
    /// <param name="BlockHash">The block's hash.</param>
    /// <param name="Certificate">The block's certificate.</param>
    /// <param name="Header">The block's header.</param>
    public sealed record Committed(
        long Number, Hash256 BlockHash, BlockCertificate Certificate, BlockHeader Header) : ConsensusInput;

    /// <summary>A reader wants to see every write that was acknowledged before now, on whichever node. Answered by
    /// <see cref="ConsensusEffect.ReadReady"/> or <see cref="ConsensusEffect.ReadRefused"/>, by algorithms that have such reads.</summary>
    /// <param name="Id">Chosen by the caller; it comes back.</param>
    public sealed record ReadRequested(long Id) : ConsensusInput;
}
