using Ledger.Consensus.Epochs;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>Signs an algorithm's messages for one group and epoch, and verifies those of peers with everything nested in them.</summary>
/// <remarks>A signature covers a tag, chain, group, genesis, the epoch's base, sealer set, kind and payload, so that it says nothing in
/// another algorithm, group, set, height, view or phase. Only a Checkpoint is signed as the bare header hash: that signature is a seal, and a
/// seal means the same under every algorithm, that its sealer executed this block; the header itself names group, set and height.</remarks>
/// <typeparam name="TMessage">The algorithm's family of messages.</typeparam>
public abstract class MessageSeal<TMessage> : IMessageSeal
    where TMessage : ConsensusMessage
{
    private readonly ISigner? _signer;
    private readonly SigningDomain _domain;
    private readonly int _self;

    /// <summary>Binds the seal to a group and an epoch.</summary>
    /// <exception cref="ArgumentException">More sealers than a message can name.</exception>
    private protected MessageSeal(SigningDomain domain, CryptoSuite suite, ISigner? signer)
    {
        if (domain.Sealers.Count > MessageLimits.SealersMax)
        {
            throw new ArgumentException(
                $"A group has at most {MessageLimits.SealersMax} sealers, not {domain.Sealers.Count}.", nameof(domain));
        }

        Suite = suite;
        _signer = signer;
        _domain = domain;
        _self = signer is null ? -1 : domain.Sealers.IndexOf(signer.Id);
    }

    /// <summary>The algorithm, as sentences name it.</summary>
    protected abstract string Algorithm { get; }

    /// <summary>The group.</summary>
    protected GroupIdentity Group => _domain.Group;

    /// <summary>The final block above which the sealers work.</summary>
    protected EpochBase Epoch => _domain.Epoch;

    /// <summary>The sealer set.</summary>
    protected SealerSet Sealers => _domain.Sealers;

    /// <summary>The chain's hash and signature scheme.</summary>
    protected CryptoSuite Suite { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">This node is not a sealer.</exception>
    /// <exception cref="ArgumentException">Not a message of the algorithm.</exception>
    public VerifiedMessage Sign(ConsensusMessage message)
    {
        if (_signer is null || _self < 0)
        {
            throw new InvalidOperationException("Only a member of the sealer set signs consensus messages.");
        }

        TMessage own = message as TMessage
            ?? throw new ArgumentException($"{message.GetType().Name} is not a message of {Algorithm}.", nameof(message));
        byte[] payload = EncodePayload(own);
        byte[] signature = _signer.Sign(SignedHash(own, payload));
        byte[] bytes = MessageFrame.Encode(KindOf(own), _self, payload, signature);
        return new VerifiedMessage(own, _self, _signer.Id, signature, bytes);
    }

    /// <inheritdoc/>
    public string? TryVerify(ReadOnlyMemory<byte> bytes, out VerifiedMessage? message)
    {
        message = null;
        if (!TryDecode(bytes, out MessageEnvelope<TMessage>? envelope))
        {
            return $"The bytes are not a canonical {Algorithm} message within the limits.";
        }

        string? refusal = CheckSender(envelope!.Sender)
            ?? CheckForm(envelope)
            ?? CheckSignature(envelope)
            ?? CheckNested(envelope.Message);
        if (refusal is null)
        {
            message = new VerifiedMessage(
                envelope.Message, envelope.Sender, Sealers[envelope.Sender], envelope.Signature, bytes);
        }

        return refusal;
    }

    /// <summary>The number of a message's kind.</summary>
    protected abstract int KindOf(TMessage message);

    /// <summary>The bytes that the signature covers.</summary>
    protected abstract byte[] EncodePayload(TMessage message);

    /// <summary>Decodes a whole message; strict and total.</summary>
    protected abstract bool TryDecode(ReadOnlyMemory<byte> bytes, out MessageEnvelope<TMessage>? envelope);

    /// <summary>The header's hash, when the message is a Checkpoint.</summary>
    protected abstract Hash256? SealedBy(TMessage message);

    /// <summary>What can be refused without a signature check.</summary>
    /// <returns><see langword="null"/>, or why it is refused.</returns>
    protected abstract string? CheckForm(MessageEnvelope<TMessage> envelope);

    /// <summary>Checks the certificates and messages in a message that its sender signed.</summary>
    /// <returns><see langword="null"/>, or why it is refused.</returns>
    protected abstract string? CheckNested(TMessage message);

    /// <summary>The digest that a signature of the message covers.</summary>
    protected Hash256 SignedHash(TMessage message, ReadOnlySpan<byte> payload) =>
        SealedBy(message) ?? _domain.Hash(KindOf(message), payload);

    /// <summary>Refuses a sealer that the set does not have.</summary>
    protected string? CheckSender(int sender) => sender < Sealers.Count
        ? null
        : $"Sealer {sender} does not exist: the set has {Sealers.Count} members.";

    /// <summary>Refuses a signature that is not its sender's.</summary>
    protected string? CheckSignature(MessageEnvelope<TMessage> envelope) =>
        Suite.Signatures.Verify(
            Sealers[envelope.Sender], SignedHash(envelope.Message, envelope.Payload.Span), envelope.Signature.Span)
            ? null
            : $"The signature of sealer {envelope.Sender} is not valid.";
}
