using Ledger.Consensus.Epochs;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <summary>Signs Raft messages of one group and epoch, and verifies those of peers with the certificates in them.</summary>
/// <remarks>A signature covers a tag, chain, group, genesis, the epoch's base, sealer set, kind and payload. The tag differs from
/// PBFT's, so that no signature means anything in the other algorithm. Only a Checkpoint is signed as the bare header hash: that
/// signature is a seal, and a seal means the same under every algorithm, that its sealer executed this block.</remarks>
public sealed class RaftSeal : IMessageSeal
{
    private readonly GroupIdentity _group;
    private readonly SealerSet _sealers;
    private readonly EpochBase _epoch;
    private readonly CryptoSuite _suite;
    private readonly ISigner? _signer;
    private readonly RaftCodec _codec;
    private readonly SigningDomain _domain;
    private readonly int _self;

    /// <summary>Binds the seal to a group and an epoch.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sealers">The sealer set; its fault model is <see cref="FaultModel.Crash"/>.</param>
    /// <param name="suite">The chain's hash and signature scheme.</param>
    /// <param name="signer">This node's key; <see langword="null"/> for a node that only follows.</param>
    /// <param name="epoch">The final block above which these sealers work; block 0 unless given.</param>
    /// <exception cref="ArgumentException">More sealers than a message can name, or a set with Byzantine quorums.</exception>
    public RaftSeal(
        GroupIdentity group, SealerSet sealers, CryptoSuite suite, ISigner? signer, EpochBase? epoch = null)
    {
        if (sealers.Count > MessageLimits.SealersMax)
        {
            throw new ArgumentException(
                $"A group has at most {MessageLimits.SealersMax} sealers, not {sealers.Count}.", nameof(sealers));
        }

        RaftCore.RequireCrashModel(sealers, nameof(sealers));
        _group = group;
        _sealers = sealers;
        _epoch = epoch ?? new EpochBase(0, group.GenesisHash);
        _suite = suite;
        _signer = signer;
        _codec = new RaftCodec(suite.Hash);
        _domain = new SigningDomain("ledger/raft/1"u8, group, sealers, _epoch, suite.Hash);
        _self = signer is null ? -1 : sealers.IndexOf(signer.Id);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">This node is not a sealer.</exception>
    /// <exception cref="ArgumentException">Not a message of Raft.</exception>
    public VerifiedMessage Sign(ConsensusMessage message)
    {
        if (_signer is null || _self < 0)
        {
            throw new InvalidOperationException("Only a member of the sealer set signs consensus messages.");
        }

        RaftMessage raft = message as RaftMessage
            ?? throw new ArgumentException($"{message.GetType().Name} is not a message of Raft.", nameof(message));
        byte[] payload = RaftCodec.EncodePayload(raft);
        byte[] signature = _signer.Sign(SignedHash(raft, payload));
        byte[] bytes = RaftCodec.Encode(raft, _self, payload, signature);
        return new VerifiedMessage(raft, _self, _signer.Id, signature, bytes);
    }

    /// <inheritdoc/>
    public string? TryVerify(ReadOnlyMemory<byte> bytes, out VerifiedMessage? message)
    {
        message = null;
        if (!_codec.TryDecode(bytes, out RaftEnvelope? envelope))
        {
            return "The bytes are not a canonical Raft message within the limits.";
        }

        if (envelope!.Sender >= _sealers.Count)
        {
            return $"Sealer {envelope.Sender} does not exist: the set has {_sealers.Count} members.";
        }

        string? refusal = CheckForm(envelope.Message)
            ?? CheckSignature(envelope)
            ?? CheckNested(envelope.Message);
        if (refusal is null)
        {
            message = new VerifiedMessage(
                envelope.Message, envelope.Sender, _sealers[envelope.Sender], envelope.Signature, bytes);
        }

        return refusal;
    }

    private Hash256 SignedHash(RaftMessage message, ReadOnlySpan<byte> payload) => message is RaftMessage.Checkpoint checkpoint
        ? checkpoint.BlockHash
        : _domain.Hash((int)RaftCodec.KindOf(message), payload);

    /// <summary>What can be refused without a signature check.</summary>
    private string? CheckForm(RaftMessage message) => message switch
    {
        RaftMessage.Checkpoint checkpoint when checkpoint.Header.Number <= _epoch.Number
            || !BlockCertificateVerifier.NamesGroup(_group, _sealers, checkpoint.Header) =>
            $"The header of Checkpoint {checkpoint.Header.Number} does not name this group, sealer set and epoch.",
        RaftMessage.AppendEntries append when append.Entries.Any(entry => entry.Proposal.Sealer >= _sealers.Count) =>
            "An entry is of a sealer that does not exist.",
        RaftMessage.AppendEntries append when append.Entries.Any(entry => !entry.Proposal.Draw.IsEmpty) =>
            "An entry carries a draw, where the group draws nothing.",
        _ => null,
    };

    private string? CheckSignature(RaftEnvelope envelope) =>
        _suite.Signatures.Verify(
            _sealers[envelope.Sender], SignedHash(envelope.Message, envelope.Payload.Span), envelope.Signature.Span)
            ? null
            : $"The signature of sealer {envelope.Sender} is not valid.";

    private string? CheckNested(RaftMessage message) => message switch
    {
        RaftMessage.InstallHint hint => CheckFinal(hint.Final),
        RaftMessage.Status status => CheckFinal(status.LastFinal),
        _ => null,
    };

    private string? CheckFinal(CertifiedHeader final)
    {
        // The block that the epoch begins above claims nothing that a member does not know; it needs no seals.
        bool isProven = final.Number <= _epoch.Number
            ? final.Number == _epoch.Number && final.Hash == _epoch.Hash && final.Certificate.Seals.Count == 0
            : BlockCertificateVerifier.IsFinal(_group, _sealers, final, _suite.Signatures);
        return isProven ? null : $"Height {final.Number} is not proven to be final in this group and epoch.";
    }
}
