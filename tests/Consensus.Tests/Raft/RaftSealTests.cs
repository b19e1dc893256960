using Ledger.Consensus.Pbft;
using Ledger.Consensus.Raft;
using Ledger.Domain.Governance;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Raft;

/// <summary>Reliability checklist 3 to 5: what a signature says, it says in one place only.</summary>
public sealed class RaftSealTests
{
    private static readonly SampleRaftMessages Samples = new();

    public static TheoryData<RaftMessageKind> Kinds => [.. Enum.GetValues<RaftMessageKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Honest_message_is_accepted(RaftMessageKind kind)
    {
        VerifiedMessage sent = Samples.Signed(kind);
        Assert.Null(Samples.Seal(0).TryVerify(sent.Bytes, out VerifiedMessage? verified));
        Assert.Equal(sent.Sender, verified!.Sender);
        Assert.Equal(sent.Bytes.ToArray(), verified.Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Message_of_another_group_of_the_same_sealers_is_refused(RaftMessageKind kind) =>
        Assert.NotNull(new SampleRaftMessages(groupId: 2).Seal(0).TryVerify(Samples.Signed(kind).Bytes, out _));

    /// <summary>The same set may reign twice: what was said in the first epoch does not count in the second.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Message_of_another_epoch_of_the_same_sealers_is_refused(RaftMessageKind kind) =>
        Assert.NotNull(new SampleRaftMessages(epoch: 5).Seal(0).TryVerify(Samples.Signed(kind).Bytes, out _));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Signature_of_one_sealer_does_not_speak_for_another(RaftMessageKind kind)
    {
        VerifiedMessage sent = Samples.Signed(kind);
        var message = (RaftMessage)sent.Message;
        byte[] forged = RaftCodec.Encode(
            message, (sent.Sender + 1) % 3, RaftCodec.EncodePayload(message), sent.Signature.Span);
        Assert.NotNull(Samples.Seal(0).TryVerify(forged, out _));
    }

    [Fact]
    public void Vote_cannot_be_moved_to_another_term_or_turned_into_a_pre_vote()
    {
        var request = new RaftMessage.RequestVote(5, 900, 4);
        VerifiedMessage sent = Samples.Sign(2, request);
        Assert.Null(Refusal(sent, request));
        Assert.NotNull(Refusal(sent, request with { Term = 6 }));
        Assert.NotNull(Refusal(sent, new RaftMessage.RequestPreVote(5, 900, 4)));
    }

    /// <summary>A signature of either algorithm says nothing in the other, whatever the bytes.</summary>
    [Fact]
    public void Signature_of_one_algorithm_means_nothing_in_the_other()
    {
        TestGroup group = Samples.Group;
        byte[] payload = RaftCodec.EncodePayload(new RaftMessage.VoteAnswer(5, true));
        var raft = new SigningDomain("ledger/raft/1"u8, group.Identity, group.Sealers, Samples.Base, TestGroup.Suite.Hash);
        var pbft = new SigningDomain("ledger/pbft/1"u8, group.Identity, group.Sealers, Samples.Base, TestGroup.Suite.Hash);
        for (int kind = 1; kind <= 9; kind++)
        {
            Assert.NotEqual(raft.Hash(kind, payload), pbft.Hash(kind, payload));
        }

        VerifiedMessage vote = Samples.Sign(1, new RaftMessage.VoteAnswer(5, true));
        Assert.True(TestGroup.Suite.Signatures.Verify(vote.SenderId, raft.Hash(4, payload), vote.Signature.Span));
        var pbftSeal = new PbftSeal(group.Identity, group.Sealers, TestGroup.Suite, group.Signers[1]);
        VerifiedMessage prepare = pbftSeal.Sign(new PbftMessage.Prepare(2, 0, TestGroup.Transaction(1)));
        Assert.NotNull(Samples.Seal(0).TryVerify(prepare.Bytes, out _));
    }

    [Fact]
    public void Height_is_final_only_with_a_majority_of_seals()
    {
        CertifiedHeader final = Samples.Final;
        Assert.Null(Refusal(0, new RaftMessage.Status(final)));
        Assert.NotNull(Refusal(0, new RaftMessage.Status(Samples.Group.Certify(final.Header, 1))));
        Assert.NotNull(Refusal(0, new RaftMessage.Status(new SampleRaftMessages(groupId: 2).Final)));
        Assert.NotNull(Refusal(1, new RaftMessage.InstallHint(5, 1, 9, 4, Samples.Group.Certify(final.Header, 2))));
    }

    /// <summary>The block that an epoch stands on was sealed by the set before it; it is known by its hash.</summary>
    [Fact]
    public void Block_below_the_epoch_is_no_news()
    {
        var later = new SampleRaftMessages(epoch: 5);
        CertifiedHeader ground = later.Group.Certify(later.Group.Execute(later.Group.Genesis, 5, default));
        Assert.Null(Refusal(later, new RaftMessage.Status(ground)));
        Assert.NotNull(Refusal(later, new RaftMessage.Status(later.Group.Certify(ground.Header, 0, 1, 2))));
        Assert.NotNull(Refusal(later, new RaftMessage.Status(
            later.Group.Certify(later.Group.Execute(later.Group.Genesis, 4, default), 0, 1, 2))));
        Assert.NotNull(Refusal(later, new RaftMessage.Checkpoint(ground.Header, ground.Hash)));
    }

    [Fact]
    public void Entry_with_a_draw_is_refused()
    {
        RaftEntry entry = RaftReplica.Entry(11, 5, 7, 1);
        Assert.Null(Refusal(0, new RaftMessage.AppendEntries(5, 1, 10, 4, 0, [entry])));
        Assert.NotNull(Refusal(0, new RaftMessage.AppendEntries(
            5, 1, 10, 4, 0, [entry with { Proposal = entry.Proposal with { Draw = new byte[96] } }])));
    }

    [Fact]
    public void Entry_of_a_sealer_that_does_not_exist_is_refused() => Assert.NotNull(Refusal(
        0, new RaftMessage.AppendEntries(5, 1, 10, 4, 0, [RaftReplica.Entry(11, 5, 7, 1, sealer: 3)])));

    [Fact]
    public void Only_a_sealer_signs()
    {
        var follower = new RaftSeal(Samples.Group.Identity, Samples.Group.Sealers, TestGroup.Suite, null);
        Assert.Throws<InvalidOperationException>(() => follower.Sign(new RaftMessage.VoteAnswer(1, true)));
        Assert.Throws<ArgumentException>(() => Samples.Seal(0).Sign(new PbftMessage.Prepare(1, 0, default)));
        Assert.Equal(FaultModel.Crash, Samples.Group.Sealers.Faults);
    }

    private static string? Refusal(int sealer, RaftMessage message) =>
        Samples.Seal(0).TryVerify(Samples.Sign(sealer, message).Bytes, out _);

    private static string? Refusal(SampleRaftMessages samples, RaftMessage message) =>
        samples.Seal(0).TryVerify(samples.Sign(1, message).Bytes, out _);

    private static string? Refusal(VerifiedMessage sent, RaftMessage message) => Samples.Seal(0).TryVerify(
        RaftCodec.Encode(message, sent.Sender, RaftCodec.EncodePayload(message), sent.Signature.Span), out _);
}
