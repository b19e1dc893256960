using System.Collections.Concurrent;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Wire;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Sync;

/// <summary>A member of the group that answers block requests with one kind of lie.</summary>
internal sealed class LyingPeer(CertifiedChain chain, LocalNetwork network, ISigner signer, Lie lie) : IPeerHandler
{
    private readonly IPeerLinks _links = network.Join(signer.Id);
    private long _asked;

    public NodeId Id { get; } = signer.Id;

    /// <summary>The lowest block that it says that it keeps.</summary>
    public long Lowest { get; init; } = 1;

    /// <summary>The first heights that it was asked for.</summary>
    public ConcurrentQueue<long> Asked { get; } = new();

    public long Count => Volatile.Read(ref _asked);

    /// <summary>Tells everyone how far it claims to be.</summary>
    public void Claim()
    {
        long number = lie == Lie.HugeClaim ? long.MaxValue : chain.Blocks.Count;
        _links.Broadcast(Message(PeerMessageKind.Status, StatusMessage.Encode(new PeerProgress(number, default, 0) { Lowest = Lowest })));
    }

    public bool MayConnect(in NodeId peer) => true;

    public void OnConnected(in NodeId peer)
    {
        // It says what it says on its own.
    }

    public void OnDisconnected(in NodeId peer)
    {
        // Nor does it notice.
    }

    public ValueTask<bool> ReceiveAsync(NodeId from, PeerMessage message, CancellationToken cancellation)
    {
        if (message.Kind == PeerMessageKind.BlockRequest
            && RangeRequestMessage.TryDecode(message.Payload.Span, WireLimits.BlocksMax, out RangeRequestMessage request))
        {
            Interlocked.Increment(ref _asked);
            Asked.Enqueue(request.From);
            if (lie != Lie.Silence)
            {
                _links.TrySend(from, Message(PeerMessageKind.BlockResponse, BlockResponseMessage.Encode(Answer(request))));
            }
        }

        Claim();
        return ValueTask.FromResult(true);
    }

    private CertifiedBlock[] Answer(RangeRequestMessage request)
    {
        CertifiedBlock[] blocks = [.. Enumerable.Range(0, lie == Lie.TooMany ? request.Count + 1 : request.Count)
            .Select(i => request.From + i)
            .Where(number => number <= chain.Blocks.Count)
            .Select(chain.Certified)];
        return lie switch
        {
            Lie.HugeClaim => [],
            Lie.BadSeals => [.. blocks.Select(block => block with { Certificate = Forged(block) })],
            Lie.OtherBody => [.. blocks.Select(block => block with { Transactions = [.. block.Transactions.Reverse()] })],
            Lie.OutOfOrder => [.. blocks.Take(1), .. blocks.Skip(1).Reverse()],
            Lie.OwnSealers => [.. blocks.Select(OwnSealed)],
            Lie.FewSeals => [.. blocks.Select(block => block with { Certificate = new BlockCertificate([block.Certificate.Seals[0]]) })],
            _ => blocks,
        };
    }

    private static BlockCertificate Forged(CertifiedBlock block) =>
        new([.. block.Certificate.Seals.Select(seal => seal with { Signature = block.Certificate.Seals[0].Signature })]);

    private CertifiedBlock OwnSealed(CertifiedBlock block)
    {
        BlockHeader header = block.Header with { SealerList = [Id] };
        Hash256 hash = HeaderCodec.Hash(header, TestAccounts.Suite.Hash);
        return block with { Header = header, Certificate = new BlockCertificate([new BlockSeal(0, signer.Sign(hash))]) };
    }

    private static PeerMessage Message(PeerMessageKind kind, ReadOnlyMemory<byte> payload) => new(kind, 1, payload);
}
