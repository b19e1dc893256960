using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Ledger.Node.Wire;

namespace Ledger.Node.Joining;

/// <summary>Decides whether the sealers that signed a snapshot are those of its height.</summary>
/// <param name="group">What signatures name.</param>
/// <param name="suite">The chain's cryptography.</param>
/// <param name="chain">Who seals what, proven from the genesis.</param>
/// <param name="peers">Whom to ask.</param>
/// <param name="options">Whether an operator vouches for a block.</param>
internal sealed class SnapshotTrust(
    GroupIdentity group, CryptoSuite suite, EpochChain chain, JoinPeers peers, JoinOptions options)
{
    /// <summary>What to do when everybody seems to lie.</summary>
    public string WhenAllLie => options.TrustedBlock is TrustedBlock trusted
        ? $"If all of them are refused, the trusted block {trusted} may be misspelt: check it against its source"
        : "If all of them are refused, this node's genesis may not be the group's: compare genesis.json with another member's";

    /// <summary>Checks a snapshot's proof.</summary>
    public Task<TrustVerdict> JudgeAsync(CertifiedSnapshot snapshot, CancellationToken cancellation) =>
        options.TrustedBlock is TrustedBlock trusted
            ? JudgeByLinkAsync(snapshot, trusted, cancellation)
            : JudgeBySealersAsync(snapshot, cancellation);

    /// <summary>From the genesis down: every peer that can be asked is, until none knows of a block that decided otherwise. One honest peer is
    /// enough to learn of those.</summary>
    private async Task<TrustVerdict> JudgeBySealersAsync(CertifiedSnapshot snapshot, CancellationToken cancellation)
    {
        var asked = new HashSet<NodeId>();
        bool isKnown = chain.Number >= snapshot.Number;
        while (chain.Number < snapshot.Number && peers.Next(asked) is NodeId peer)
        {
            var request = new ProofRequestMessage(chain.Number, snapshot.Number);
            ProofResponseMessage? answer = await peers.AskAsync<ProofResponseMessage>(
                peer, PeerMessageKind.ProofRequest, request.Encode(), (PeerMessageKind.ProofResponse, request.Above), cancellation);
            if (answer is null || !answer.IsKept || answer.Proofs.Count == 0)
            {
                asked.Add(peer);
                isKnown |= answer is { IsKept: true };
            }
            else if (TakeAll(answer.Proofs, snapshot.Number) is string lie)
            {
                peers.Convict(peer, lie);
            }
            else
            {
                asked.Clear();
                peers.OnAnswered(peer);
            }
        }

        // Where the block itself is sealed by others than expected, the proof may be what is short: that convicts nobody.
        return !isKnown || chain.UpTo(snapshot.Number - 1).EpochOf(snapshot.Number) is not Epoch epoch || !IsSealedBy(snapshot, epoch.Sealers) ? TrustVerdict.Unknown
            : snapshot.IsProven(group, epoch.Sealers, suite) ? TrustVerdict.Proven
            : TrustVerdict.Lie;
    }

    private bool IsSealedBy(CertifiedSnapshot snapshot, SealerSet sealers) => BlockCertificateVerifier.IsFinal(
        group,
        sealers,
        new CertifiedHeader(snapshot.Header, HeaderCodec.Hash(snapshot.Header, suite.Hash), snapshot.Block.Certificate),
        suite.Signatures);

    private string? TakeAll(IReadOnlyList<EpochProof> proofs, long upTo)
    {
        foreach (EpochProof proof in proofs)
        {
            string? lie = proof.Header.Number > upTo
                ? $"block {proof.Header.Number} came where none above block {upTo} was asked for"
                : chain.TryAdd(proof);
            if (lie is not null)
            {
                return lie;
            }
        }

        return null;
    }

    /// <summary>By the block that a person vouches for: one of the two blocks is the other's forebear, shown header by header, so the sealers
    /// that the snapshot's header names were its height's.</summary>
    private async Task<TrustVerdict> JudgeByLinkAsync(
        CertifiedSnapshot snapshot, TrustedBlock trusted, CancellationToken cancellation)
    {
        Hash256 hash = HeaderCodec.Hash(snapshot.Header, suite.Hash);
        if (Math.Abs(snapshot.Number - trusted.Number) > JoinLimits.LinkBlocksMax)
        {
            return TrustVerdict.Unknown;
        }

        bool isAbove = trusted.Number >= snapshot.Number;
        (long from, Hash256 fromHash) = isAbove ? (trusted.Number, trusted.Hash) : (snapshot.Number, hash);
        (long to, Hash256 toHash) = isAbove ? (snapshot.Number, hash) : (trusted.Number, trusted.Hash);
        return await ForebearAsync(from, fromHash, to, isAbove, cancellation) is not Hash256 found ? TrustVerdict.Unknown
            : found != toHash || !IsSignedByNamed(snapshot) ? TrustVerdict.Lie
            : isAbove ? TrustVerdict.Proven
            : await JudgeBySealersAsync(snapshot, cancellation);
    }

    /// <summary>Whether a quorum of those that the header names sealed the block and signed the snapshot. How many that must be says the loaded
    /// state; here it is as many as any algorithm asks for at least.</summary>
    private bool IsSignedByNamed(CertifiedSnapshot snapshot)
    {
        IReadOnlyList<NodeId> named = snapshot.Header.SealerList;
        if (named.Count == 0 || named.Distinct().Count() != named.Count)
        {
            return false;
        }

        var sealers = new SealerSet(named, FaultModel.Crash);
        return BlockCertificateVerifier.NamesGroup(group, sealers, snapshot.Header) && snapshot.IsProven(group, sealers, suite);
    }

    /// <summary>The hash of a block's forebear.</summary>
    /// <param name="from">The block's number.</param>
    /// <param name="hash">The block's hash.</param>
    /// <param name="to">The forebear's number.</param>
    /// <param name="isTrusted">Whether a person vouches for the hash; a hash that came from a peer may be of no block, and then whoever has
    /// another block there does not lie.</param>
    /// <param name="cancellation">Ends the wait.</param>
    private async Task<Hash256?> ForebearAsync(long from, Hash256 hash, long to, bool isTrusted, CancellationToken cancellation)
    {
        var passedOver = new HashSet<NodeId>();
        while (from > to)
        {
            if (peers.Next(passedOver) is not NodeId peer)
            {
                return null;
            }

            int count = (int)Math.Min(from - to, JoinLimits.HeadersPerQuestion);
            var request = new RangeRequestMessage(from - count + 1, count);
            HeaderResponseMessage? answer = await peers.AskAsync<HeaderResponseMessage>(
                peer, PeerMessageKind.HeaderRequest, request.Encode(), (PeerMessageKind.HeaderResponse, request.From), cancellation);
            if (answer is null || answer.Headers.Count != count)
            {
                // Silent, not at that height yet, or itself started above it.
                passedOver.Add(peer);
                continue;
            }

            if (ParentOf(answer.Headers, hash) is not Hash256 parent)
            {
                passedOver.Add(peer);
                if (!isTrusted)
                {
                    continue;
                }

                peers.Convict(peer, $"its headers up to block {from} do not lead to block {hash}");
                continue;
            }

            (from, hash) = (from - count, parent);
            passedOver.Clear();
            peers.OnAnswered(peer);
        }

        return hash;
    }

    /// <summary>The parent of the first header, when each leads to the one below and the last is the one named.</summary>
    private Hash256? ParentOf(IReadOnlyList<BlockHeader> headers, in Hash256 last)
    {
        Hash256 due = last;
        for (int i = headers.Count - 1; i >= 0; i--)
        {
            if (HeaderCodec.Hash(headers[i], suite.Hash) != due)
            {
                return null;
            }

            due = headers[i].ParentHash;
        }

        return due;
    }
}
