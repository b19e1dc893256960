using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>What a consensus core wants done, by the shell that owns it.</summary>
public abstract record ConsensusEffect
{
    private ConsensusEffect()
    {
    }

    /// <summary>Make a fact durable before any effect after this one sends.</summary>
    /// <param name="Event">The fact.</param>
    public sealed record Persist(ConsensusEvent Event) : ConsensusEffect;

    /// <summary>Sign a message and send it to one sealer.</summary>
    /// <param name="To">Its index in the sealer set.</param>
    /// <param name="Message">The unsigned message.</param>
    public sealed record Send(int To, ConsensusMessage Message) : ConsensusEffect;

    /// <summary>Sign a message, send it to every other sealer and feed it back as an input.</summary>
    /// <param name="Message">The unsigned message.</param>
    public sealed record Broadcast(ConsensusMessage Message) : ConsensusEffect;

    /// <summary>Send again, byte for byte, a message that some sealer signed.</summary>
    /// <param name="To">The index of the receiver.</param>
    /// <param name="Message">The message.</param>
    public sealed record Forward(int To, VerifiedMessage Message) : ConsensusEffect;

    /// <summary>From here on sealers' indexes are those of this epoch.</summary>
    /// <param name="Epoch">The epoch.</param>
    /// <param name="Base">The final block below it.</param>
    public sealed record EnterEpoch(Epoch Epoch, EpochBase Base) : ConsensusEffect;

    /// <summary>This node leads: pack a proposal from the pool and answer <see cref="ConsensusInput.ProposalBuilt"/>.</summary>
    /// <param name="Number">The height to fill.</param>
    /// <param name="View">The view it is for.</param>
    /// <param name="MayBeEmpty">Whether an empty proposal is wanted when the pool has nothing.</param>
    public sealed record BuildProposal(long Number, long View, bool MayBeEmpty = false) : ConsensusEffect
    {
        /// <summary>Whether only a full proposal is wanted, since the height below is not ordered yet and what waits may still join the
        /// next one: heights in flight are for load and for long links, not for many small blocks.</summary>
        public bool OnlyFull { get; init; }
    }

    /// <summary>Make sure that every body of a proposal is held and durable, asking peers for missing ones, then answer
    /// <see cref="ConsensusInput.BodiesReady"/>.</summary>
    /// <param name="Proposal">The proposal.</param>
    /// <param name="Digest">Its digest.</param>
    /// <param name="Source">Index of the sealer most likely to have them.</param>
    public sealed record FetchBodies(Proposal Proposal, Hash256 Digest, int Source) : ConsensusEffect
    {
        /// <summary>Whether a leader offers it now for the first time. Then the shell also checks what the core cannot see (sizes, and the time
        /// against its clock) and, before <see cref="ConsensusInput.BodiesReady"/>, says <see cref="ConsensusInput.ProposalRefused"/> when
        /// a limit is broken. What was ever prepared is not fresh: no clock and no limit may stop it.</summary>
        public bool IsFresh { get; init; }
    }

    /// <summary>The order of this height is decided: execute it on top of the height below and answer
    /// <see cref="ConsensusInput.Executed"/>. Given in ascending order of heights, each height once in a run.</summary>
    /// <param name="Proposal">The proposal.</param>
    /// <param name="Digest">Its digest.</param>
    public sealed record Execute(Proposal Proposal, Hash256 Digest) : ConsensusEffect;

    /// <summary>The executed block is final: store it and answer <see cref="ConsensusInput.Committed"/>.</summary>
    /// <param name="Number">The height.</param>
    /// <param name="BlockHash">The hash that the quorum signed.</param>
    /// <param name="Certificate">The quorum's seals.</param>
    public sealed record Commit(long Number, Hash256 BlockHash, BlockCertificate Certificate) : ConsensusEffect;

    /// <summary>Answer <see cref="ConsensusInput.TimerElapsed"/> after a delay; replaces a timer of the same kind.</summary>
    /// <param name="Timer">The timer.</param>
    /// <param name="Delay">How long.</param>
    public sealed record SetTimer(ConsensusTimer Timer, TimeSpan Delay) : ConsensusEffect;

    /// <summary>Peers are final beyond this node: fetch certified blocks.</summary>
    /// <param name="Number">A height that some sealer claims to be final.</param>
    /// <param name="From">Index of that sealer.</param>
    public sealed record CatchUp(long Number, int From) : ConsensusEffect;

    /// <summary>This node's execution differs from a quorum's, or what makes quorums agree does not hold: stop the group, loudly.</summary>
    /// <param name="Number">The height.</param>
    /// <param name="Own">The hash that this node computed.</param>
    /// <param name="Quorums">The hash that a quorum signed.</param>
    public sealed record Halt(long Number, Hash256 Own, Hash256 Quorums) : ConsensusEffect
    {
        /// <summary>Why, where it is not that the hashes differ.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>A read is linearizable when it is answered from the state at this height or any later one; the store has it.</summary>
    /// <param name="Id">The id of the request.</param>
    /// <param name="Number">The height.</param>
    public sealed record ReadReady(long Id, long Number) : ConsensusEffect;

    /// <summary>This node cannot promise that it knows every acknowledged write: the reader asks the leader.</summary>
    /// <param name="Id">The id of the request.</param>
    /// <param name="Leader">Index of the leader as far as this node knows; -1 while it knows none.</param>
    public sealed record ReadRefused(long Id, int Leader) : ConsensusEffect;

    /// <summary>Something that an operator may want to read.</summary>
    /// <param name="Text">One sentence.</param>
    public sealed record Report(string Text) : ConsensusEffect;
}
