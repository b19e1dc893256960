using Ledger.Consensus.Epochs;
using Ledger.Consensus.Rotation;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <summary>Signs PBFT messages of one group and sealer set, and verifies those of peers with everything nested in them.</summary>
/// <remarks>A signature covers a tag, chain, group, genesis, sealer set, kind and payload, so that it says nothing in another
/// group, set, height, view or phase. Only a Checkpoint is signed as the bare header hash, because that signature is the seal
/// that light clients verify; there the header itself names group, set and height.</remarks>
public sealed class PbftSeal : IMessageSeal
{
    private readonly GroupIdentity _group;
    private readonly EpochBase _epoch;
    private readonly SealerSet _sealers;
    private readonly CryptoSuite _suite;
    private readonly ISigner? _signer;
    private readonly PbftCodec _codec;
    private readonly SigningDomain _domain;
    private readonly int _self;

    /// <summary>Binds the seal to a group and a sealer set.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sealers">The sealer set.</param>
    /// <param name="suite">The chain's hash and signature scheme.</param>
    /// <param name="signer">This node's key; <see langword="null"/> for a node that only follows.</param>
    /// <param name="epoch">The final block above which these sealers work; block 0 unless given.</param>
    /// <exception cref="ArgumentException">More sealers than a message can name.</exception>
    public PbftSeal(
        GroupIdentity group, SealerSet sealers, CryptoSuite suite, ISigner? signer, EpochBase? epoch = null)
    {
        if (sealers.Count > PbftLimits.SealersMax)
        {
            throw new ArgumentException(
                $"A group has at most {PbftLimits.SealersMax} sealers, not {sealers.Count}.", nameof(sealers));
        }

        Threshold = sealers.Threshold;
        _group = group;
        _epoch = epoch ?? new EpochBase(0, group.GenesisHash);
        _sealers = sealers;
        _suite = suite;
        _signer = signer;
        _codec = new PbftCodec(suite.Hash);
        _domain = new SigningDomain("ledger/pbft/1"u8, group, sealers, _epoch, suite.Hash);
        _self = signer is null ? -1 : sealers.IndexOf(signer.Id);
    }

    /// <summary>How many consecutive heights one sealer proposes, as in <see cref="PbftOptions.HeightsPerTurn"/>.</summary>
    public int HeightsPerTurn { get; init; } = 1;

    /// <summary>What each proposal must carry a draw of; none where the group draws nothing.</summary>
    public EpochDraws? Draws { get; init; }

    /// <summary>Votes that decide; tests weaken it to see the simulator find out.</summary>
    internal int Threshold { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">This node is not a sealer.</exception>
    /// <exception cref="ArgumentException">Not a message of PBFT.</exception>
    public VerifiedMessage Sign(ConsensusMessage message)
    {
        if (_signer is null || _self < 0)
        {
            throw new InvalidOperationException("Only a member of the sealer set signs consensus messages.");
        }

        PbftMessage pbft = message as PbftMessage
            ?? throw new ArgumentException($"{message.GetType().Name} is not a message of PBFT.", nameof(message));
        byte[] payload = PbftCodec.EncodePayload(pbft);
        byte[] signature = _signer.Sign(SignedHash(pbft, payload));
        byte[] bytes = PbftCodec.Encode(pbft, _self, payload, signature);
        return new VerifiedMessage(pbft, _self, _signer.Id, signature, bytes);
    }

    /// <inheritdoc/>
    public string? TryVerify(ReadOnlyMemory<byte> bytes, out VerifiedMessage? message)
    {
        message = null;
        if (!_codec.TryDecode(bytes, out PbftEnvelope? envelope))
        {
            return "The bytes are not a canonical PBFT message within the limits.";
        }

        if (envelope!.Sender >= _sealers.Count)
        {
            return $"Sealer {envelope.Sender} does not exist: the set has {_sealers.Count} members.";
        }

        string? refusal = CheckForm(envelope)
            ?? CheckSignature(envelope)
            ?? CheckNested(envelope.Message);
        if (refusal is null)
        {
            message = new VerifiedMessage(
                envelope.Message, envelope.Sender, _sealers[envelope.Sender], envelope.Signature, bytes);
        }

        return refusal;
    }

    private Hash256 SignedHash(PbftMessage message, ReadOnlySpan<byte> payload) => message is PbftMessage.Checkpoint checkpoint
        ? checkpoint.BlockHash
        : _domain.Hash((int)PbftCodec.KindOf(message), payload);

    /// <summary>What can be refused without a signature check.</summary>
    private string? CheckForm(PbftEnvelope envelope) => envelope.Message switch
    {
        PbftMessage.PrePrepare prePrepare => CheckProposal(prePrepare, envelope.Sender),
        PbftMessage.Checkpoint checkpoint when !BlockCertificateVerifier.NamesGroup(_group, _sealers, checkpoint.Header) =>
            $"The header of Checkpoint {checkpoint.Header.Number} does not name this group and sealer set.",
        PbftMessage.NewView newView => CheckMaker(newView, envelope.Sender),
        _ => null,
    };

    private string? CheckProposal(PbftMessage.PrePrepare message, int sender)
    {
        Proposal proposal = message.Proposal;
        if (sender != Leadership.OfHeight(proposal.Number, message.View, _sealers.Count, HeightsPerTurn) || proposal.Sealer != sender)
        {
            return $"Sealer {sender} does not lead height {proposal.Number} in view {message.View}.";
        }

        if (Draws is null ? !proposal.Draw.IsEmpty : !Draws.IsIn(proposal))
        {
            return $"The proposal for height {proposal.Number} does not carry the draw that it should.";
        }

        return proposal.Number <= _epoch.Number || proposal.Timestamp > PbftLimits.TimestampMaxMs
            ? $"The proposal for height {proposal.Number} is below the epoch or names a time beyond the year 9999."
            : null;
    }

    private string? CheckMaker(PbftMessage.NewView message, int sender)
    {
        if (sender != Leadership.OfView(message.View, _sealers.Count))
        {
            return $"Sealer {sender} does not make the NewView of view {message.View}.";
        }

        return message.ViewChanges.Count < Threshold
            ? $"The NewView of view {message.View} shows {message.ViewChanges.Count} ViewChanges, not {Threshold}."
            : null;
    }

    private string? CheckSignature(PbftEnvelope envelope) =>
        _suite.Signatures.Verify(
            _sealers[envelope.Sender], SignedHash(envelope.Message, envelope.Payload.Span), envelope.Signature.Span)
            ? null
            : $"The signature of sealer {envelope.Sender} is not valid.";

    private string? CheckNested(PbftMessage message) => message switch
    {
        PbftMessage.ViewChange change => CheckViewChange(change),
        PbftMessage.NewView newView => newView.ViewChanges.Select(CheckSigned).FirstOrDefault(refusal => refusal is not null),
        PbftMessage.Status status => CheckFinal(status.LastFinal),
        _ => null,
    };

    private string? CheckSigned(SignedViewChange change)
    {
        var envelope = new PbftEnvelope(
            change.Message, change.Sender, PbftCodec.EncodePayload(change.Message), change.Signature);
        return change.Sender >= _sealers.Count
            ? $"Sealer {change.Sender} does not exist: the set has {_sealers.Count} members."
            : CheckSignature(envelope) ?? CheckViewChange(change.Message);
    }

    private string? CheckViewChange(PbftMessage.ViewChange change) =>
        CheckFinal(change.LastFinal)
        ?? change.Prepared.Select(CheckPrepared).FirstOrDefault(refusal => refusal is not null);

    private string? CheckFinal(CertifiedHeader final)
    {
        // The epoch's base claims nothing, and other sealers sealed it: it needs no seals, but it must be the one.
        bool isProven = final.Number <= _epoch.Number
            ? final.Number == _epoch.Number && final.Hash == _epoch.Hash
            : BlockCertificateVerifier.NamesGroup(_group, _sealers, final.Header)
                && final.Certificate.Seals.Count >= Threshold
                && BlockCertificateVerifier.AreValid(_sealers, final.Hash, final.Certificate, _suite.Signatures);
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
            if (vote.Sealer >= _sealers.Count
                || !_suite.Signatures.Verify(_sealers[vote.Sealer], digest, vote.Signature.Span))
            {
                return $"A Prepare in the certificate of height {certificate.Number} is not valid.";
            }
        }

        return null;
    }
}
