using Ledger.Consensus;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Ledger.Node.Wire;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Joining;

/// <summary>Finds the newest certified snapshot that is proven, or the one whose loading was begun.</summary>
/// <param name="genesis">The group's genesis.</param>
/// <param name="identity">What signatures name, with the chain's cryptography.</param>
/// <param name="trust">Judges proofs.</param>
/// <param name="peers">Whom to ask.</param>
/// <param name="ports">The clock and the log.</param>
internal sealed class SnapshotFinder(
    Genesis genesis, (GroupIdentity Group, CryptoSuite Suite) identity, SnapshotTrust trust, JoinPeers peers, JoinPorts ports)
{
    private const int RoundsPerWord = 60;

    private static readonly TimeSpan RoundPause = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = ports.Loggers.CreateLogger<SnapshotFinder>();

    /// <summary>How the search stands, as the end of a sentence.</summary>
    public string Progress => Refused ?? $"it may ask {peers.Heeded.Count} peers";

    /// <summary>Asks until there is one.</summary>
    /// <param name="begun">What the store holds of one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The snapshot and who gave it, or <see langword="null"/> when the group is too young to have one.</returns>
    public async Task<(CertifiedSnapshot Snapshot, NodeId Source)?> FindAsync(
        SnapshotLoading begun, CancellationToken cancellation)
    {
        int empty = 0;
        for (int round = 0; ; round++)
        {
            List<(CertifiedSnapshot Snapshot, NodeId Source)> offers = await GatherAsync(begun, cancellation);
            foreach ((CertifiedSnapshot snapshot, NodeId source) in offers)
            {
                switch (await trust.JudgeAsync(snapshot, cancellation))
                {
                    case TrustVerdict.Proven:
                        return (snapshot, source);
                    case TrustVerdict.Lie:
                        peers.Convict(source, $"no quorum of the sealers of block {snapshot.Number} signed its snapshot");
                        break;
                    default:
                        peers.Rest(source);
                        break;
                }
            }

            empty = offers.Count == 0 && IsYoung() ? empty + 1 : 0;
            if (empty == JoinLimits.EmptyRoundsMax)
            {
                return null;
            }

            if (round % RoundsPerWord == RoundsPerWord - 1)
            {
                _logger.JoinWaits(WhyNot(offers.Count));
            }

            await Task.Delay(RoundPause, ports.Time, cancellation);
        }
    }

    private async Task<List<(CertifiedSnapshot Snapshot, NodeId Source)>> GatherAsync(
        SnapshotLoading begun, CancellationToken cancellation)
    {
        long[] numbers = begun.Number > 0 ? [begun.Number, 0] : [0];
        var offers = new List<(CertifiedSnapshot Snapshot, NodeId Source)>();
        foreach (IReadOnlyList<(CertifiedSnapshot? Snapshot, NodeId Source)> answers in await Task.WhenAll(numbers.Select(
            number => Task.WhenAll(peers.Heeded.Select(async peer => (await AskAsync(peer, number, cancellation), peer))))))
        {
            offers.AddRange(answers.Where(answer => answer.Snapshot is not null).Select(answer => (answer.Snapshot!, answer.Source)));
        }

        return [.. offers
            .OrderByDescending(offer => begun.Number == offer.Snapshot.Number && begun.Digest == DigestOf(offer.Snapshot))
            .ThenByDescending(offer => offer.Snapshot.Number)];
    }

    private async Task<CertifiedSnapshot?> AskAsync(NodeId peer, long number, CancellationToken cancellation)
    {
        byte[] question = new SnapshotRequestMessage(number, 0).Encode();
        SnapshotPart? answer = await peers.AskAsync<SnapshotPart>(
            peer, PeerMessageKind.SnapshotRequest, question, (PeerMessageKind.SnapshotResponse, SnapshotPart.TagOf(number, 0)), cancellation);
        if (answer is null || answer.Bytes.IsEmpty)
        {
            return null;
        }

        string? lie = !CertifiedSnapshot.TryDecode(answer.Bytes.Span, out CertifiedSnapshot? snapshot)
            ? "what it gave as a snapshot's proof is none"
            : snapshot!.Number < 1 || genesis.SnapshotBlocks == 0 || snapshot.Number % genesis.SnapshotBlocks != 0
                || (number != 0 && snapshot.Number != number)
                ? $"block {snapshot.Number} has no snapshot"
            : snapshot.TransactionHashes(identity.Suite.Hash) is null
                ? $"the transactions of block {snapshot.Number} are not those that its header commits to"
            : null;
        if (lie is not null)
        {
            peers.Convict(peer, lie);
            return null;
        }

        peers.OnAnswered(peer);
        return snapshot;
    }

    private Hash256 DigestOf(CertifiedSnapshot snapshot) => snapshot.DigestOf(identity.Group, identity.Suite.Hash);

    /// <summary>Whether no honest peer can have a snapshot: more of them than may lie say that the chain is too short, and no more than may lie
    /// say otherwise. To be wrong costs time and nothing else.</summary>
    private bool IsYoung()
    {
        int liars = genesis.SealerSet().MaxFaulty;
        IReadOnlyList<PeerProgress> claims = peers.Claims;
        int young = claims.Count(claim => claim.Number < genesis.SnapshotBlocks);
        return young > liars && claims.Count - young <= liars;
    }

    private string? Refused => peers.Heeded.Count == 0 && peers.LastLie is string lie
        ? $"what its peers gave was refused: {lie}. {trust.WhenAllLie}"
        : null;

    private string WhyNot(int offers) => Refused is string refused ? refused
        : peers.Heeded.Count == 0
        ? "no peer is linked that may be asked. Check Peers in node.json, and that the group has this node as a member"
        : offers > 0
            ? "its peers give snapshots whose sealers could not be proven. Let it reach more peers, or name a trusted block nearer to the "
                + $"end of the chain, at most {JoinLimits.LinkBlocksMax} blocks from the snapshot"
            : $"none of its {peers.Heeded.Count} peers has a certified snapshot. One is made every {genesis.SnapshotBlocks} blocks; "
                + "set Node:Sync to full to take the whole chain";
}
