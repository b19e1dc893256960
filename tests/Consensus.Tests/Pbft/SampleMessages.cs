using Ledger.Consensus.Pbft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Pbft;

/// <summary>One valid signed message of each kind.</summary>
internal sealed class SampleMessages(int sealers = 4, int groupId = 1)
{
    public const long Number = 2;

    public TestGroup Group { get; } = new(sealers, groupId);

    public Proposal Proposal => new(Number, 1_700_000_000_000, Leadership.OfHeight(Number, 0, Group.Sealers.Count, 1), [TestGroup.Transaction(1)]);

    public Hash256 Digest => ProposalCodec.Digest(Proposal, TestGroup.Suite.Hash);

    public CertifiedHeader Final => Group.Certify(Group.Execute(Group.Genesis, 1, default), 0, 1, 2);

    public PbftSeal Seal(int sealer) => new(Group.Identity, Group.Sealers, TestGroup.Suite, Group.Signers[sealer]);

    public VerifiedMessage Sign(int sealer, PbftMessage message) => Seal(sealer).Sign(message);

    public PreparedCertificate Certificate(params int[] sealers) => new(0, Proposal, Digest,
    [
        .. sealers.Select(sealer => new SealerSignature(
            sealer, Sign(sealer, new PbftMessage.Prepare(Number, 0, Digest)).Signature)),
    ]);

    public PbftMessage.ViewChange ViewChange(long view, params int[] prepares) =>
        new(view, Final, prepares.Length == 0 ? [] : [Certificate(prepares)]);

    public PbftMessage.NewView NewView(long view, params int[] sealers) => new(view,
    [
        .. sealers.Select(sealer =>
        {
            PbftMessage.ViewChange change = ViewChange(view, 0, 1, 2);
            return new SignedViewChange(sealer, change, Sign(sealer, change).Signature);
        }),
    ]);

    public VerifiedMessage Signed(PbftMessageKind kind) => kind switch
    {
        PbftMessageKind.PrePrepare => Sign(Proposal.Sealer, new PbftMessage.PrePrepare(0, Proposal)),
        PbftMessageKind.Prepare => Sign(0, new PbftMessage.Prepare(Number, 0, Digest)),
        PbftMessageKind.Commit => Sign(1, new PbftMessage.Commit(Number, 0, Digest)),
        PbftMessageKind.Checkpoint => Sign(2, new PbftMessage.Checkpoint(Final.Header, Final.Hash)),
        PbftMessageKind.ViewChange => Sign(3, ViewChange(1, 0, 1, 2)),
        PbftMessageKind.NewView => Sign(1, NewView(1, 0, 2, 3)),
        _ => Sign(0, new PbftMessage.Status(3, true, Final)),
    };
}
