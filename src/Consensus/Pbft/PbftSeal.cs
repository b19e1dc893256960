using Ledger.Consensus.Epochs;
using Ledger.Consensus.Rotation;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>PBFT's messages: who signs what, and which certificates are in them.</summary>
public sealed class PbftSeal : MessageSeal<PbftMessage>
{
    private readonly PbftCodec _codec;

    /// <summary>Binds the seal to a group and an epoch.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sealers">The sealer set.</param>
    /// <param name="suite">The chain's hash and signature scheme.</param>
    /// <param name="signer">This node's key; <see langword="null"/> for a node that only follows.</param>
    /// <param name="epoch">The final block above which these sealers work; block 0 unless given.</param>
    /// <exception cref="ArgumentException">More sealers than a message can name.</exception>
    public PbftSeal(
        GroupIdentity group, SealerSet sealers, CryptoSuite suite, ISigner? signer, EpochBase? epoch = null)
        : base(new SigningDomain("ledger/pbft/1"u8, group, sealers, epoch, suite.Hash), suite, signer)
    {
        Threshold = sealers.Threshold;
        _codec = new PbftCodec(suite.Hash);
    }

    /// <summary>How many consecutive heights one sealer proposes, as in <see cref="PbftOptions.HeightsPerTurn"/>.</summary>
    public int HeightsPerTurn { get; init; } = 1;

    /// <summary>What each proposal must carry a draw of; none where the group draws nothing.</summary>
    public EpochDraws? Draws { get; init; }

    /// <summary>Votes that decide; tests weaken it to see the simulator find out.</summary>
    internal int Threshold { get; init; }

    /// <inheritdoc/>
    protected override string Algorithm => "PBFT";

    /// <inheritdoc/>
    protected override int KindOf(PbftMessage message) => (int)PbftCodec.KindOf(message);

    /// <inheritdoc/>
    protected override byte[] EncodePayload(PbftMessage message) => PbftCodec.EncodePayload(message);

    /// <inheritdoc/>
    protected override bool TryDecode(ReadOnlyMemory<byte> bytes, out MessageEnvelope<PbftMessage>? envelope) =>
        _codec.TryDecode(bytes, out envelope);

    /// <inheritdoc/>
    protected override Hash256? SealedBy(PbftMessage message) => (message as PbftMessage.Checkpoint)?.BlockHash;

    /// <inheritdoc/>
    protected override string? CheckForm(MessageEnvelope<PbftMessage> envelope) => envelope.Message switch
    {
        PbftMessage.PrePrepare prePrepare => CheckProposal(prePrepare, envelope.Sender),
        PbftMessage.Checkpoint checkpoint when !BlockCertificateVerifier.NamesGroup(Group, Sealers, checkpoint.Header) =>
            $"The header of Checkpoint {checkpoint.Header.Number} does not name this group and sealer set.",
        PbftMessage.NewView newView => CheckMaker(newView, envelope.Sender),
        _ => null,
    };

    private string? CheckProposal(PbftMessage.PrePrepare message, int sender)
    {
        Proposal proposal = message.Proposal;
        if (sender != Leadership.OfHeight(proposal.Number, message.View, Sealers.Count, HeightsPerTurn) || proposal.Sealer != sender)
        {
            return $"Sealer {sender} does not lead height {proposal.Number} in view {message.View}.";
        }

        if (Draws is null ? !proposal.Draw.IsEmpty : !Draws.IsIn(proposal))
        {
            return $"The proposal for height {proposal.Number} does not carry the draw that it should.";
        }

        return proposal.Number <= Epoch.Number || proposal.Timestamp > PbftLimits.TimestampMaxMs
            ? $"The proposal for height {proposal.Number} is below the epoch or names a time beyond the year 9999."
            : null;
    }

    private string? CheckMaker(PbftMessage.NewView message, int sender)
    {
        if (sender != Leadership.OfView(message.View, Sealers.Count))
        {
            return $"Sealer {sender} does not make the NewView of view {message.View}.";
        }

        return message.ViewChanges.Count < Threshold
            ? $"The NewView of view {message.View} shows {message.ViewChanges.Count} ViewChanges, not {Threshold}."
            : null;
    }

    /// <inheritdoc/>
    protected override string? CheckNested(PbftMessage message) => message switch
    {
        PbftMessage.ViewChange change => CheckViewChange(change),
        PbftMessage.NewView newView => newView.ViewChanges.Select(CheckSigned).FirstOrDefault(refusal => refusal is not null),
        PbftMessage.Status status => CheckFinal(status.LastFinal),
        _ => null,
    };

    private string? CheckSigned(SignedViewChange change)
    {
        var envelope = new MessageEnvelope<PbftMessage>(
            change.Message, change.Sender, PbftCodec.EncodePayload(change.Message), change.Signature);
        return CheckSender(change.Sender) ?? CheckSignature(envelope) ?? CheckViewChange(change.Message);
    }

    private string? CheckViewChange(PbftMessage.ViewChange change) =>
        CheckFinal(change.LastFinal)
        ?? change.Prepared.Select(CheckPrepared).FirstOrDefault(refusal => refusal is not null);

    private string? CheckFinal(CertifiedHeader final)
    {
        // The epoch's base claims nothing, and other sealers sealed it: it needs no seals, but it must be the one.
        bool isProven = final.Number <= Epoch.Number
            ? final.Number == Epoch.Number && final.Hash == Epoch.Hash
            : BlockCertificateVerifier.NamesGroup(Group, Sealers, final.Header)
                && final.Certificate.Seals.Count >= Threshold
                && BlockCertificateVerifier.AreValid(Sealers, final.Hash, final.Certificate, Suite.Signatures);
        return isProven ? null : $"Height {final.Number} is not proven to be final in this group.";
    }

    private string? CheckPrepared(PreparedCertificate certificate)
    {
        if (certificate.Prepares.Count < Threshold)
        {
            return $"The prepared certificate of height {certificate.Number} has {certificate.Prepares.Count} Prepares.";
        }

        var prepare = new PbftMessage.Prepare(certificate.Number, certificate.View, certificate.Digest);
        Hash256 digest = SignedHash(prepare, PbftCodec.EncodePayload(prepare));
        foreach (SealerSignature vote in certificate.Prepares)
        {
            if (vote.Sealer >= Sealers.Count
                || !Suite.Signatures.Verify(Sealers[vote.Sealer], digest, vote.Signature.Span))
            {
                return $"A Prepare in the certificate of height {certificate.Number} is not valid.";
            }
        }

        return null;
    }
}
