using System.Threading.Channels;
using Ledger.Node.Ports;
using Ledger.Node.Wire;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Pool;

/// <summary>Tells every peer, once and in batches, the transactions that clients gave to this node, and takes those of peers.</summary>
/// <param name="group">The group.</param>
/// <param name="links">The peers.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class TransactionGossip(GroupContext group, IPeerLinks links, TimeProvider time, ILogger logger)
{
    /// <summary>How many transactions may wait to be told. When full the newest is not told; the leader is reminded of it
    /// (<see cref="TransactionPool.TakeOverdue"/>), and whoever orders it sends its body on demand.</summary>
    public const int QueueMax = 65_536;

    /// <summary>How many batches of peers may wait to be checked. When full the newest is dropped, with the same remedy.</summary>
    public const int PeerBatchesMax = 1_024;

    private const int BatchTransactionsMax = 1_000;

    /// <summary>The shortest time between two batches. The first after a pause leaves at once; under load, every frame saved is
    /// one that no peer has to encrypt, decrypt and wake up for.</summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(5);

    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Channel<Incoming> _incoming = Channel.CreateBounded<Incoming>(
        new BoundedChannelOptions(PeerBatchesMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    // Batches that wait or are being checked.
    private int _untaken;

    /// <summary>Queues a transaction for the peers.</summary>
    public void Tell(ReadOnlyMemory<byte> raw) => _outgoing.Writer.TryWrite(raw);

    /// <summary>Queues a peer's batch, so that its consensus messages do not wait for signatures of transactions.</summary>
    public void Take(IReadOnlyList<ReadOnlyMemory<byte>> raws)
    {
        Interlocked.Increment(ref _untaken);
        if (!_incoming.Writer.TryWrite(new Incoming(raws, null)))
        {
            Interlocked.Decrement(ref _untaken);
        }
    }

    /// <summary>Does something once the batches that peers have sent so far are checked: at once when none waits.</summary>
    /// <param name="then">What to do; thread-safe, and it does not wait.</param>
    public void AfterTaken(Action then)
    {
        if (Volatile.Read(ref _untaken) == 0 || !_incoming.Writer.TryWrite(new Incoming([], then)))
        {
            then();
        }
    }

    /// <summary>Sends until cancelled.</summary>
    public async Task RunOutgoingAsync(CancellationToken cancellation)
    {
        var batch = new List<ReadOnlyMemory<byte>>(BatchTransactionsMax);
        long lastSent = time.GetTimestamp() - time.TimestampFrequency;
        while (await _outgoing.Reader.WaitToReadAsync(cancellation))
        {
            TimeSpan wait = GatherTime - time.GetElapsedTime(lastSent);
            if (wait > TimeSpan.Zero && _outgoing.Reader.Count < BatchTransactionsMax)
            {
                await Task.Delay(wait, time, cancellation);
            }

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
            lastSent = time.GetTimestamp();
        }
    }

    /// <summary>Gives peers' batches to the intake until cancelled.</summary>
    public async Task RunIncomingAsync(TransactionIntake intake, CancellationToken cancellation)
    {
        var raws = new List<ReadOnlyMemory<byte>>(BatchTransactionsMax);
        while (await _incoming.Reader.WaitToReadAsync(cancellation))
        {
            raws.Clear();
            int batches = 0;
            Action? then = null;
            while (then is null && raws.Count < BatchTransactionsMax && _incoming.Reader.TryRead(out Incoming next))
            {
                raws.AddRange(next.Raws);
                then = next.Then;
                batches += then is null ? 1 : 0;
            }

            await TakeAsync(intake, raws, cancellation);
            Interlocked.Add(ref _untaken, -batches);
            then?.Invoke();
        }
    }

    // A database that is away keeps accounts from being read. That is no reason to stop: the transactions come again with a proposal.
    private async Task TakeAsync(
        TransactionIntake intake, List<ReadOnlyMemory<byte>> raws, CancellationToken cancellation)
    {
        try
        {
            await intake.TakeFromPeerAsync(raws, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.PeerTransactionsDropped(raws.Count, error);
        }
    }

    /// <summary>A peer's batch, or what is done after those before it.</summary>
    private readonly record struct Incoming(IReadOnlyList<ReadOnlyMemory<byte>> Raws, Action? Then);
}
