using System.Threading.Channels;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node.Pool;

/// <summary>Tells every peer, once and in batches, the transactions that clients gave to this node, and takes those of peers.</summary>
/// <param name="group">The group.</param>
/// <param name="links">The peers.</param>
public sealed class TransactionGossip(GroupContext group, IPeerLinks links)
{
    /// <summary>How many transactions may wait to be told. When full the newest is not told; whoever orders it sends its body on demand.</summary>
    public const int QueueMax = 65_536;

    /// <summary>How many batches of peers may wait to be checked. When full the newest is dropped, with the same remedy.</summary>
    public const int PeerBatchesMax = 1_024;

    private const int BatchTransactionsMax = 1_000;

    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Channel<IReadOnlyList<ReadOnlyMemory<byte>>> _incoming =
        Channel.CreateBounded<IReadOnlyList<ReadOnlyMemory<byte>>>(
            new BoundedChannelOptions(PeerBatchesMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Queues a transaction for the peers.</summary>
    public void Tell(ReadOnlyMemory<byte> raw) => _outgoing.Writer.TryWrite(raw);

    /// <summary>Queues a peer's batch, so that its consensus messages do not wait for signatures of transactions.</summary>
    public void Take(IReadOnlyList<ReadOnlyMemory<byte>> raws) => _incoming.Writer.TryWrite(raws);

    /// <summary>Sends until cancelled.</summary>
    public async Task RunOutgoingAsync(CancellationToken cancellation)
    {
        var batch = new List<ReadOnlyMemory<byte>>(BatchTransactionsMax);
        while (await _outgoing.Reader.WaitToReadAsync(cancellation))
        {
            batch.Clear();
            long sizeBytes = 0;
            while (batch.Count < BatchTransactionsMax
                && sizeBytes < WireLimits.BatchSizeBytes
                && _outgoing.Reader.TryRead(out ReadOnlyMemory<byte> raw))
            {
                batch.Add(raw);
                sizeBytes += raw.Length;
            }

            links.Broadcast(new PeerMessage(
                PeerMessageKind.Transactions, group.Genesis.GroupId, TransactionList.Encode(batch)));
        }
    }

    /// <summary>Gives peers' batches to the intake until cancelled.</summary>
    public async Task RunIncomingAsync(TransactionIntake intake, CancellationToken cancellation)
    {
        await foreach (IReadOnlyList<ReadOnlyMemory<byte>> raws in _incoming.Reader.ReadAllAsync(cancellation))
        {
            await intake.TakeFromPeerAsync(raws, cancellation);
        }
    }
}
