using Ledger.Consensus.Epochs;
using Ledger.Consensus.Raft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>One valid signed message of each kind.</summary>
internal sealed class SampleRaftMessages(int groupId = 1, long epoch = 0)
{
    public TestGroup Group { get; } = new(3, groupId, FaultModel.Crash);

    public CertifiedHeader Final => Group.Certify(Block(epoch + 1), 0, 2);

    public EpochBase Base => new(epoch, epoch == 0 ? Group.Genesis.Hash : TestGroup.HashOf(Block(epoch)));

    public RaftSeal Seal(int sealer) => new(Group.Identity, Group.Sealers, TestGroup.Suite, Group.Signers[sealer], Base);

    public VerifiedMessage Sign(int sealer, RaftMessage message) => Seal(sealer).Sign(message);

    public VerifiedMessage Signed(RaftMessageKind kind) => Sign((int)kind % 3, kind switch
    {
        RaftMessageKind.RequestPreVote => new RaftMessage.RequestPreVote(5, 900, 4),
        RaftMessageKind.PreVoteAnswer => new RaftMessage.PreVoteAnswer(4, 5, true),
        RaftMessageKind.RequestVote => new RaftMessage.RequestVote(5, 900, 4),
        RaftMessageKind.VoteAnswer => new RaftMessage.VoteAnswer(5, false),
        RaftMessageKind.AppendEntries => new RaftMessage.AppendEntries(5, 17, 900, 4, 899,
        [
            RaftReplica.NoOp(901, 4, 700, 2),
            RaftReplica.Entry(902, 5, 701, 1),
            RaftReplica.Entry(903, 5, 702, 2),
        ]),
        RaftMessageKind.AppendAnswer => new RaftMessage.AppendAnswer(5, 17, false, 900, 880, 3),
        RaftMessageKind.InstallHint => new RaftMessage.InstallHint(5, 17, 900, 4, Final),
        RaftMessageKind.Checkpoint => new RaftMessage.Checkpoint(Final.Header, Final.Hash),
        _ => new RaftMessage.Status(Final),
    });

    private BlockHeader Block(long number) => Group.Execute(Group.Genesis, number, default(Hash256));
}
