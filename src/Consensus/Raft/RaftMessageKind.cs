namespace Ledger.Consensus.Raft;

/// <summary>What a Raft message is. Append only: the numbers are signed and go over the wire.</summary>
public enum RaftMessageKind
{
    /// <summary><see cref="RaftMessage.RequestPreVote"/>.</summary>
    RequestPreVote = 1,

    /// <summary><see cref="RaftMessage.PreVoteAnswer"/>.</summary>
    PreVoteAnswer = 2,

    /// <summary><see cref="RaftMessage.RequestVote"/>.</summary>
    RequestVote = 3,

    /// <summary><see cref="RaftMessage.VoteAnswer"/>.</summary>
    VoteAnswer = 4,

    /// <summary><see cref="RaftMessage.AppendEntries"/>.</summary>
    AppendEntries = 5,

    /// <summary><see cref="RaftMessage.AppendAnswer"/>.</summary>
    AppendAnswer = 6,

    /// <summary><see cref="RaftMessage.InstallHint"/>.</summary>
    InstallHint = 7,

    /// <summary><see cref="RaftMessage.Checkpoint"/>.</summary>
    Checkpoint = 8,

    /// <summary><see cref="RaftMessage.Status"/>.</summary>
    Status = 9,
}
