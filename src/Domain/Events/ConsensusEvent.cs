namespace Ledger.Domain.Events;

/// <summary>A fact of the <c>consensus</c> stream: something this node accepted or signed. It is durable before the message
/// that it speaks of leaves. All byte values are <c>0x</c> hexadecimal.</summary>
/// <param name="Number">The height it concerns.</param>
/// <param name="View">The view it was made in.</param>
public abstract record ConsensusEvent(long Number, long View);

/// <summary>A proposal was accepted for a height and view; its bodies are durable too.</summary>
/// <param name="Number">The height.</param>
/// <param name="View">The view.</param>
/// <param name="Digest">Hash of the proposal's encoding.</param>
/// <param name="Message">The signed PrePrepare; with an empty signature when this node offered the proposal or a NewView did.</param>
public sealed record ProposalAccepted(long Number, long View, string Digest, string Message)
    : ConsensusEvent(Number, View);

/// <summary>This node signed a Prepare.</summary>
/// <param name="Number">The height.</param>
/// <param name="View">The view.</param>
/// <param name="Digest">Hash of the proposal's encoding.</param>
public sealed record PrepareSigned(long Number, long View, string Digest) : ConsensusEvent(Number, View);

/// <summary>This node saw a prepared certificate and signed a Commit.</summary>
/// <param name="Number">The height.</param>
/// <param name="View">The view.</param>
/// <param name="Digest">Hash of the proposal's encoding.</param>
/// <param name="Certificate">The prepared certificate: the proposal and a quorum of signed Prepares.</param>
public sealed record CommitSigned(long Number, long View, string Digest, string Certificate)
    : ConsensusEvent(Number, View);

/// <summary>This node executed an ordered block and signed the hash of its header.</summary>
/// <param name="Number">The height.</param>
/// <param name="View">The view.</param>
/// <param name="BlockHash">Hash of the executed header.</param>
public sealed record CheckpointSigned(long Number, long View, string BlockHash) : ConsensusEvent(Number, View);

/// <summary>This node left a view and asked for another.</summary>
/// <param name="Number">Its last final height then.</param>
/// <param name="View">The view asked for.</param>
/// <param name="Message">The unsigned ViewChange payload.</param>
public sealed record ViewChangeSigned(long Number, long View, string Message) : ConsensusEvent(Number, View);

/// <summary>This node entered a view, by a NewView it checked or made.</summary>
/// <param name="Number">Its last final height then.</param>
/// <param name="View">The view entered.</param>
/// <param name="Message">The NewView.</param>
public sealed record NewViewAccepted(long Number, long View, string Message) : ConsensusEvent(Number, View);

/// <summary>A sealer signed two things in conflict; both signed messages are kept as proof.</summary>
/// <param name="Number">The height.</param>
/// <param name="View">The view.</param>
/// <param name="Sealer">The sealer's node id.</param>
/// <param name="First">The message seen first.</param>
/// <param name="Second">The message in conflict with it.</param>
public sealed record EvidenceFound(long Number, long View, string Sealer, string First, string Second)
    : ConsensusEvent(Number, View);

/// <summary>Raft: this node entered a term, and so promised to take part in no lower one.</summary>
/// <param name="Number">Its last final height then.</param>
/// <param name="View">The term.</param>
/// <param name="Epoch">The height above which the sealer set that this is about decides.</param>
public sealed record TermStarted(long Number, long View, long Epoch) : ConsensusEvent(Number, View);

/// <summary>Raft: this node gave its one vote of a term.</summary>
/// <param name="Number">Its last final height then.</param>
/// <param name="View">The term.</param>
/// <param name="Epoch">The height above which the sealer set that this is about decides.</param>
/// <param name="Candidate">Index of the sealer that got it.</param>
public sealed record VoteGranted(long Number, long View, long Epoch, int Candidate) : ConsensusEvent(Number, View);

/// <summary>Raft: this node's log continues with these entries behind the entry named; what stood there before is dropped. The bodies
/// of the entries are durable too.</summary>
/// <param name="Number">The highest height that needs one of the entries: of a proposal its own, of a no-op the next.</param>
/// <param name="View">The term in which it was done.</param>
/// <param name="Epoch">The height above which the sealer set that this is about decides.</param>
/// <param name="PreviousIndex">Index of the entry before them.</param>
/// <param name="PreviousTerm">Term of the entry before them.</param>
/// <param name="Entries">The entries' encoding.</param>
public sealed record EntriesAppended(
    long Number, long View, long Epoch, long PreviousIndex, long PreviousTerm, string Entries) : ConsensusEvent(Number, View);

/// <summary>Raft: this node's log begins above an entry that is committed and whose height the store has. Older facts about the log
/// no longer matter.</summary>
/// <param name="Number">The height of that entry.</param>
/// <param name="View">The term of that entry.</param>
/// <param name="Epoch">The height above which the sealer set that this is about decides.</param>
/// <param name="Index">The index of that entry.</param>
public sealed record LogCompacted(long Number, long View, long Epoch, long Index) : ConsensusEvent(Number, View);
