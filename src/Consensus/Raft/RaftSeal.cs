using Ledger.Consensus.Epochs;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <summary>Raft's messages: who signs what, and which certificates are in them.</summary>
public sealed class RaftSeal : MessageSeal<RaftMessage>
{
    private readonly RaftCodec _codec;

    /// <summary>Binds the seal to a group and an epoch.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sealers">The sealer set; its fault model is <see cref="FaultModel.Crash"/>.</param>
    /// <param name="suite">The chain's hash and signature scheme.</param>
    /// <param name="signer">This node's key; <see langword="null"/> for a node that only follows.</param>
    /// <param name="epoch">The final block above which these sealers work; block 0 unless given.</param>
    /// <exception cref="ArgumentException">More sealers than a message can name, or a set with Byzantine quorums.</exception>
    public RaftSeal(
        GroupIdentity group, SealerSet sealers, CryptoSuite suite, ISigner? signer, EpochBase? epoch = null)
        : base(new SigningDomain("ledger/raft/1"u8, group, sealers, epoch, suite.Hash), suite, signer)
    {
        RaftCore.RequireCrashModel(sealers, nameof(sealers));
        _codec = new RaftCodec(suite.Hash);
    }

    /// <inheritdoc/>
    protected override string Algorithm => "Raft";

    /// <inheritdoc/>
    protected override int KindOf(RaftMessage message) => (int)RaftCodec.KindOf(message);

    /// <inheritdoc/>
    protected override byte[] EncodePayload(RaftMessage message) => RaftCodec.EncodePayload(message);

    /// <inheritdoc/>
    protected override bool TryDecode(ReadOnlyMemory<byte> bytes, out MessageEnvelope<RaftMessage>? envelope) =>
        _codec.TryDecode(bytes, out envelope);

    /// <inheritdoc/>
    protected override Hash256? SealedBy(RaftMessage message) => (message as RaftMessage.Checkpoint)?.BlockHash;

    /// <inheritdoc/>
    protected override string? CheckForm(MessageEnvelope<RaftMessage> envelope) => envelope.Message switch
    {
        RaftMessage.Checkpoint checkpoint when checkpoint.Header.Number <= Epoch.Number
            || !BlockCertificateVerifier.NamesGroup(Group, Sealers, checkpoint.Header) =>
            $"The header of Checkpoint {checkpoint.Header.Number} does not name this group, sealer set and epoch.",
        RaftMessage.AppendEntries append when append.Entries.Any(entry => entry.Proposal.Sealer >= Sealers.Count) =>
            "An entry is of a sealer that does not exist.",
        RaftMessage.AppendEntries append when append.Entries.Any(entry => !entry.Proposal.Draw.IsEmpty) =>
            "An entry carries a draw, where the group draws nothing.",
        _ => null,
    };

    /// <inheritdoc/>
    protected override string? CheckNested(RaftMessage message) => message switch
    {
        RaftMessage.InstallHint hint => CheckFinal(hint.Final),
        RaftMessage.Status status => CheckFinal(status.LastFinal),
        _ => null,
    };

    private string? CheckFinal(CertifiedHeader final)
    {
        // The block that the epoch begins above claims nothing that a member does not know; it needs no seals.
        bool isProven = final.Number <= Epoch.Number
            ? final.Number == Epoch.Number && final.Hash == Epoch.Hash && final.Certificate.Seals.Count == 0
            : BlockCertificateVerifier.IsFinal(Group, Sealers, final, Suite.Signatures);
        return isProven ? null : $"Height {final.Number} is not proven to be final in this group and epoch.";
    }
}
