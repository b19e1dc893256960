using System.Collections.Concurrent;
using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Ledger.Node.Wire;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Joining;

/// <summary>A sealer's key in the hands of one who passes a joining node's questions on to an honest sealer and gives back altered answers.</summary>
internal sealed class JoinLiar(LocalNetwork network, GroupIdentity group, ISigner signer, NodeId honest, JoinLie lie) : IPeerHandler
{
    private readonly IPeerLinks _links = network.Join(signer.Id);
    private readonly List<BlockHeader> _branch = [];
    private readonly ConcurrentQueue<(NodeId Asker, PeerMessageKind Kind)> _asked = new();
    private int _count;
    private int _chunks;

    public NodeId Id { get; } = signer.Id;

    /// <summary>How often it was asked.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How often it was asked for a part of the state.</summary>
    public int Chunks => Volatile.Read(ref _chunks);

    public bool MayConnect(in NodeId peer) => true;

    public void OnConnected(in NodeId peer)
    {
        // It only answers.
    }

    public void OnDisconnected(in NodeId peer)
    {
        // Nobody is missed.
    }

    public ValueTask<bool> ReceiveAsync(NodeId from, PeerMessage message, CancellationToken cancellation)
    {
        switch (message.Kind)
        {
            case PeerMessageKind.SnapshotRequest or PeerMessageKind.ProofRequest or PeerMessageKind.HeaderRequest when from != honest:
                Interlocked.Increment(ref _count);
                OnQuestion(from, message);
                break;
            case PeerMessageKind.SnapshotResponse or PeerMessageKind.ProofResponse or PeerMessageKind.HeaderResponse
                when _asked.TryDequeue(out (NodeId Asker, PeerMessageKind Kind) asked):
                _links.TrySend(asked.Asker, message with { Payload = Altered(message) });
                break;
        }

        return ValueTask.FromResult(true);
    }

    private void OnQuestion(NodeId from, PeerMessage message)
    {
        if (message.Kind == PeerMessageKind.SnapshotRequest
            && SnapshotRequestMessage.TryDecode(message.Payload.Span, out SnapshotRequestMessage question) && question.Part > 0)
        {
            Interlocked.Increment(ref _chunks);
        }

        switch (lie)
        {
            case JoinLie.Silence:
                break;
            case JoinLie.Nothing:
                Answer(from, message);
                break;
            case JoinLie.OwnBranch when message.Kind == PeerMessageKind.HeaderRequest:
                Assert.True(RangeRequestMessage.TryDecode(message.Payload.Span, WireLimits.HeadersMax, out RangeRequestMessage asked));
                var headers = new HeaderResponseMessage(
                    asked.From, [.. _branch.Where(header => header.Number >= asked.From && header.Number < asked.From + asked.Count)]);
                _links.TrySend(from, new PeerMessage(PeerMessageKind.HeaderResponse, 1, headers.Encode()));
                break;
            default:
                _asked.Enqueue((from, message.Kind));
                _links.TrySend(honest, message);
                break;
        }
    }

    private void Answer(NodeId from, PeerMessage message)
    {
        ReadOnlyMemory<byte> payload = message.Kind switch
        {
            PeerMessageKind.SnapshotRequest when SnapshotRequestMessage.TryDecode(message.Payload.Span, out SnapshotRequestMessage part) =>
                new SnapshotResponseMessage(part.Number, part.Part, default).Encode(),
            PeerMessageKind.ProofRequest when ProofRequestMessage.TryDecode(message.Payload.Span, out ProofRequestMessage proof) =>
                new ProofResponseMessage(proof.Above, false, []).Encode(),
            _ => new HeaderResponseMessage(0, []).Encode(),
        };
        _links.TrySend(from, new PeerMessage(message.Kind + 1, 1, payload));
    }

    private ReadOnlyMemory<byte> Altered(PeerMessage message) => message.Kind switch
    {
        PeerMessageKind.SnapshotResponse when SnapshotResponseMessage.TryDecode(message.Payload.Span, out SnapshotResponseMessage part)
            && !part.Bytes.IsEmpty => (part with { Number = NumberOf(part), Bytes = part.Part == 0 ? Manifest(part.Bytes) : Chunk(part.Bytes) }).Encode(),
        PeerMessageKind.ProofResponse when ProofResponseMessage.TryDecode(message.Payload.Span, out ProofResponseMessage? proofs) =>
            Proofs(proofs!).Encode(),
        PeerMessageKind.HeaderResponse when HeaderResponseMessage.TryDecode(message.Payload.Span, out HeaderResponseMessage? headers)
            && lie == JoinLie.OtherHeaders =>
            new HeaderResponseMessage(headers!.From, [.. headers.Headers.Select(header => header with { GasUsed = header.GasUsed + 1 })]).Encode(),
        _ => message.Payload,
    };

    private long NumberOf(SnapshotResponseMessage part) => lie is JoinLie.OwnSnapshot or JoinLie.OwnBranch && part.Part == 0 ? part.Number * 2 : part.Number;

    private ReadOnlyMemory<byte> Manifest(ReadOnlyMemory<byte> bytes)
    {
        if (lie == JoinLie.Garbage)
        {
            return Enumerable.Repeat((byte)7, 100).ToArray();
        }

        Assert.True(CertifiedSnapshot.TryDecode(bytes.Span, out CertifiedSnapshot? snapshot));
        CertifiedSnapshot altered = lie switch
        {
            JoinLie.ForgedSignatures => snapshot! with
            {
                Seals = new BlockCertificate([.. snapshot.Seals.Seals.Select(seal => seal with { Signature = signer.Sign(default) })]),
            },
            JoinLie.OtherTransactions => snapshot! with
            {
                Block = snapshot.Block with { Transactions = [.. snapshot.Block.Transactions, .. snapshot.Block.Transactions] },
            },
            JoinLie.OwnSnapshot => Own(snapshot!, snapshot!.Header with { Number = snapshot.Number * 2 }),
            JoinLie.OwnBranch => Own(snapshot!, Branch(snapshot!.Header)),
            _ => snapshot!,
        };
        return altered.Encode();
    }

    private BlockHeader Branch(BlockHeader root)
    {
        _branch.Clear();
        BlockHeader header = root;
        while (header.Number < 2 * root.Number)
        {
            header = header with
            {
                Number = header.Number + 1,
                ParentHash = HeaderCodec.Hash(header, TestAccounts.Suite.Hash),
                SealerList = [Id],
            };
            _branch.Add(header);
        }

        return header;
    }

    private CertifiedSnapshot Own(CertifiedSnapshot snapshot, BlockHeader of)
    {
        BlockHeader header = of with { SealerList = [Id] };
        Hash256 hash = HeaderCodec.Hash(header, TestAccounts.Suite.Hash);
        Hash256 digest = new SnapshotManifest(header.Number, hash, snapshot.Chunks).Digest(group, TestAccounts.Suite.Hash);
        return new CertifiedSnapshot(
            snapshot.Block with { Header = header, Certificate = Seal(hash) }, snapshot.Chunks, Seal(digest));
    }

    private BlockCertificate Seal(in Hash256 digest) => new([new BlockSeal(0, signer.Sign(digest))]);

    private ReadOnlyMemory<byte> Chunk(ReadOnlyMemory<byte> bytes)
    {
        if (lie != JoinLie.OtherChunk)
        {
            return bytes;
        }

        byte[] altered = bytes.ToArray();
        altered[^1] ^= 1;
        return altered;
    }

    private ProofResponseMessage Proofs(ProofResponseMessage proofs) => lie switch
    {
        JoinLie.ShortProof => proofs with { Proofs = [] },
        JoinLie.OtherWrites => proofs with
        {
            Proofs =
            [
                .. proofs.Proofs.Select(proof => proof with
                {
                    Writes = [.. proof.Writes.Select(write => write with { Value = new byte[] { 1 } })],
                }),
            ],
        },
        _ => proofs,
    };
}
