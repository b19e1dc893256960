using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Consensus.Pbft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Wire;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>A PBFT sealer that says one thing to one peer and another to the next, hides what it prepared, and shows
/// certificates that nobody signed.</summary>
/// <param name="setup">The group.</param>
/// <param name="epochs">Who seals when.</param>
/// <param name="signer">The liar's key.</param>
public sealed class PbftForger(GroupSetup setup, EpochChronicle epochs, ISigner signer) : IForger
{
    private readonly PbftCodec _codec = new(setup.Suite);
    private SealerSet _sealers = setup.SealerSet;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Forge(ReadOnlyMemory<byte> payload, Random random)
    {
        if (!ConsensusFrame.TryDecode(payload, out long first, out ReadOnlyMemory<byte> bytes)
            || epochs.Find(first) is not Epoch epoch
            || !_codec.TryDecode(bytes, out MessageEnvelope<PbftMessage>? envelope)
            || envelope!.Sender != epoch.Sealers.IndexOf(signer.Id))
        {
            return null;
        }

        _sealers = epoch.Sealers;
        return Falsify(envelope.Message, random) is PbftMessage message
            ? ConsensusFrame.Encode(first, epochs.Seal(epoch, signer).Sign(message).Bytes.Span)
            : null;
    }

    private PbftMessage? Falsify(PbftMessage message, Random random) => message switch
    {
        PbftMessage.PrePrepare item => item with { Proposal = Falsify(item.Proposal, random) },
        PbftMessage.Prepare item => item with { Digest = Any(random), View = Near(item.View, random) },
        PbftMessage.Commit item => item with { Digest = Any(random), View = Near(item.View, random) },
        PbftMessage.Checkpoint item => Falsify(item, random),
        PbftMessage.ViewChange item => Falsify(item, random),
        PbftMessage.NewView item => item with { ViewChanges = [.. item.ViewChanges.Skip(random.Next(2)).Reverse()] },
        PbftMessage.Status item => item with { View = Near(item.View, random), LastFinal = Falsify(item.LastFinal, random) },
        _ => null,
    };

    private static Proposal Falsify(Proposal proposal, Random random) => random.Next(proposal.Draw.IsEmpty ? 4 : 6) switch
    {
        0 => proposal with { Timestamp = proposal.Timestamp + random.Next(1, 100_000) },
        1 => proposal with { Transactions = [.. proposal.Transactions.Reverse()], Timestamp = proposal.Timestamp - 1 },
        2 => proposal with { Transactions = [.. proposal.Transactions, .. proposal.Transactions] },
        4 => proposal with { Draw = Any(random).ToArray() },
        5 => proposal with { Draw = default },
        _ => proposal with { Transactions = [.. proposal.Transactions, Any(random)] },
    };

    private PbftMessage.Checkpoint Falsify(PbftMessage.Checkpoint checkpoint, Random random)
    {
        BlockHeader header = checkpoint.Header with
        {
            StateRoot = Any(random),
            Number = random.Next(4) == 0 ? checkpoint.Header.Number + random.Next(1, 20) : checkpoint.Header.Number,
        };
        return new PbftMessage.Checkpoint(header, HeaderCodec.Hash(header, setup.Suite));
    }

    private PbftMessage.ViewChange Falsify(PbftMessage.ViewChange change, Random random) => random.Next(4) switch
    {
        0 => change with { Prepared = [] },
        1 => change with { View = change.View + random.NextInt64(1, 200_000) },
        2 => change with { LastFinal = Falsify(change.LastFinal, random) },
        _ => change with { Prepared = [Fabricate(change, random)] },
    };

    /// <summary>A final height that only this liar sealed, as often as it takes.</summary>
    private CertifiedHeader Falsify(CertifiedHeader final, Random random)
    {
        BlockHeader header = final.Header with { Number = final.Number + random.Next(1, 1000), StateRoot = Any(random) };
        Hash256 hash = HeaderCodec.Hash(header, setup.Suite);
        return new CertifiedHeader(header, hash, new BlockCertificate(
            [.. Enumerable.Range(0, _sealers.Threshold).Select(sealer => new BlockSeal(sealer, signer.Sign(hash)))]));
    }

    private PreparedCertificate Fabricate(PbftMessage.ViewChange change, Random random)
    {
        var proposal = new Proposal(change.LastFinal.Number + 1, 1, _sealers.IndexOf(signer.Id), [Any(random)]);
        Hash256 digest = ProposalCodec.Digest(proposal, setup.Suite);
        return new PreparedCertificate(Math.Max(0, change.View - 1), proposal, digest,
            [.. Enumerable.Range(0, _sealers.Threshold).Select(sealer => new SealerSignature(sealer, signer.Sign(digest)))]);
    }

    private static long Near(long view, Random random) =>
        random.Next(8) == 0 ? long.MaxValue - random.Next(3) : view + (random.Next(4) == 0 ? random.Next(1, 5) : 0);

    private static Hash256 Any(Random random)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        random.NextBytes(bytes);
        return new Hash256(bytes);
    }
}
