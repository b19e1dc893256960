using Ledger.Consensus.Pbft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Pbft;

/// <summary>Reliability checklist 3 to 5: what a signature says, it says in one place only.</summary>
public sealed class PbftSealTests
{
    private static readonly SampleMessages Samples = new();

    public static TheoryData<PbftMessageKind> Kinds => [.. Enum.GetValues<PbftMessageKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Honest_message_is_accepted(PbftMessageKind kind)
    {
        VerifiedMessage sent = Samples.Signed(kind);
        Assert.Null(Samples.Seal(0).TryVerify(sent.Bytes, out VerifiedMessage? verified));
        Assert.Equal(sent.Sender, verified!.Sender);
        Assert.Equal(sent.Bytes.ToArray(), verified.Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Message_of_another_group_of_the_same_sealers_is_refused(PbftMessageKind kind) =>
        Assert.NotNull(new SampleMessages(groupId: 2).Seal(0).TryVerify(Samples.Signed(kind).Bytes, out _));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Message_of_another_sealer_set_is_refused(PbftMessageKind kind)
    {
        TestGroup group = Samples.Group;
        var larger = new SealerSet([.. group.Sealers.Members, MacSuite.Signer(9).Id]);
        var seal = new PbftSeal(group.Identity, larger, TestGroup.Suite, null);
        Assert.NotNull(seal.TryVerify(Samples.Signed(kind).Bytes, out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Signature_of_one_sealer_does_not_speak_for_another(PbftMessageKind kind)
    {
        VerifiedMessage sent = Samples.Signed(kind);
        var message = (PbftMessage)sent.Message;
        byte[] forged = PbftCodec.Encode(
            message, (sent.Sender + 1) % 4, PbftCodec.EncodePayload(message), sent.Signature.Span);
        Assert.NotNull(Samples.Seal(0).TryVerify(forged, out _));
    }

    [Fact]
    public void Vote_cannot_be_moved_to_another_view_height_or_phase()
    {
        VerifiedMessage sent = Samples.Signed(PbftMessageKind.Prepare);
        var prepare = (PbftMessage.Prepare)sent.Message;
        Assert.Null(Refusal(sent, prepare));
        Assert.NotNull(Refusal(sent, prepare with { View = 1 }));
        Assert.NotNull(Refusal(sent, prepare with { Number = 3 }));
        Assert.NotNull(Refusal(sent, new PbftMessage.Commit(prepare.Number, prepare.View, prepare.Digest)));
    }

    [Fact]
    public void Signer_that_stands_twice_in_a_certificate_counts_once()
    {
        Assert.NotNull(Refusal(3, Samples.ViewChange(1, 0, 1)));
        Assert.NotNull(Refusal(3, Samples.ViewChange(1, 0, 1, 1)));
        Assert.NotNull(Refusal(3, Samples.ViewChange(1, 0, 0, 0)));
        Assert.Null(Refusal(3, Samples.ViewChange(1, 0, 1, 3)));
    }

    [Fact]
    public void Prepared_certificate_needs_signatures_of_that_very_proposal()
    {
        PreparedCertificate good = Samples.Certificate(0, 1, 2);
        Proposal other = good.Proposal with { Transactions = [TestGroup.Transaction(2)] };
        PreparedCertificate bad = good with { Proposal = other };
        Assert.NotNull(Refusal(3, new PbftMessage.ViewChange(1, Samples.Final, [bad])));
    }

    [Fact]
    public void NewView_needs_a_quorum_and_the_right_maker()
    {
        Assert.Null(Refusal(1, Samples.NewView(1, 0, 2, 3)));
        Assert.NotNull(Refusal(1, Samples.NewView(1, 0, 2)));
        Assert.NotNull(Refusal(2, Samples.NewView(1, 0, 2, 3)));
    }

    [Fact]
    public void NewView_with_one_forged_ViewChange_is_refused()
    {
        PbftMessage.NewView good = Samples.NewView(1, 0, 2, 3);
        SignedViewChange stripped = good.ViewChanges[1] with { Message = good.ViewChanges[1].Message with { Prepared = [] } };
        Assert.NotNull(Refusal(1, good with { ViewChanges = [good.ViewChanges[0], stripped, good.ViewChanges[2]] }));
    }

    [Fact]
    public void Height_is_final_only_with_a_quorum_of_seals_over_a_header_of_this_group()
    {
        CertifiedHeader final = Samples.Final;
        CertifiedHeader foreign = new SampleMessages(groupId: 2).Final;
        Assert.Null(Refusal(0, new PbftMessage.Status(0, true, final)));
        Assert.NotNull(Refusal(0, new PbftMessage.Status(0, true, Samples.Group.Certify(final.Header, 0, 1))));
        Assert.NotNull(Refusal(0, new PbftMessage.Status(0, true, foreign)));
        Assert.NotNull(Refusal(0, new PbftMessage.Status(0, true, final with { Header = final.Header with { Number = 1000 } })));
    }

    [Fact]
    public void Certificate_of_a_block_needs_distinct_valid_seals()
    {
        SealerSet sealers = Samples.Group.Sealers;
        CertifiedHeader final = Samples.Final;
        Assert.True(IsQuorum(final.Certificate));
        Assert.False(IsQuorum(new BlockCertificate([.. final.Certificate.Seals.Take(2)])));
        Assert.False(IsQuorum(new BlockCertificate([final.Certificate.Seals[0], .. final.Certificate.Seals.Take(2)])));
        Assert.False(IsQuorum(new BlockCertificate([.. final.Certificate.Seals.Take(2), new BlockSeal(3, new byte[32])])));

        bool IsQuorum(BlockCertificate certificate) =>
            BlockCertificateVerifier.IsQuorum(sealers, final.Hash, certificate, TestGroup.Suite.Signatures);
    }

    [Fact]
    public void PrePrepare_is_refused_unless_its_height_leader_offers_it()
    {
        Proposal proposal = Samples.Proposal;
        int leader = proposal.Sealer;
        Assert.Null(Refusal(leader, new PbftMessage.PrePrepare(0, proposal)));
        Assert.NotNull(Refusal((leader + 1) % 4, new PbftMessage.PrePrepare(0, proposal)));
        Assert.NotNull(Refusal(leader, new PbftMessage.PrePrepare(1, proposal)));
        Assert.NotNull(Refusal(leader, new PbftMessage.PrePrepare(0, proposal with { Timestamp = long.MaxValue })));
    }

    private static string? Refusal(int sealer, PbftMessage message) => Refusal(Samples.Sign(sealer, message), message);

    private static string? Refusal(VerifiedMessage sent, PbftMessage message) => Samples.Seal(0).TryVerify(
        PbftCodec.Encode(message, sent.Sender, PbftCodec.EncodePayload(message), sent.Signature.Span), out _);
}
