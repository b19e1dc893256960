using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Ledger.Node.Wire;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Joining;

/// <summary>Brings the chunks of a proven snapshot into the store: several peers are asked at once, each chunk is checked against its hash,
/// and they are stored in order.</summary>
/// <param name="hash">The chain's hash function.</param>
/// <param name="peers">Whom to ask.</param>
/// <param name="store">Where the rows go.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class SnapshotLoader(
    IHashFunction hash, JoinPeers peers, PatientSnapshotStore store, TimeProvider time, ILogger logger)
{
    private const int ChunksPerWord = 64;

    private int _loaded;

    /// <summary>How many chunks are stored.</summary>
    public int Loaded => Volatile.Read(ref _loaded);

    /// <summary>Loads what is missing.</summary>
    /// <param name="snapshot">The snapshot, whose proof was checked.</param>
    /// <param name="have">How many chunks the store has.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Whether all are there; otherwise nobody has them any more.</returns>
    public async Task<bool> LoadAsync(CertifiedSnapshot snapshot, int have, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var fetching = new Queue<Task<List<SnapshotRow>?>>();
        Volatile.Write(ref _loaded, have);
        int next = have;
        bool isWhole = true;
        try
        {
            for (int chunk = have; chunk < snapshot.Chunks.Count && isWhole; chunk++)
            {
                cancellation.ThrowIfCancellationRequested();
                while (next < snapshot.Chunks.Count && fetching.Count < JoinLimits.ChunksAtOnceMax)
                {
                    fetching.Enqueue(FetchAsync(snapshot, next++, stop.Token));
                }

                List<SnapshotRow>? rows = await fetching.Dequeue();
                isWhole = rows is not null;
                if (rows is not null)
                {
                    await store.AddAsync(chunk, rows, cancellation);
                    Volatile.Write(ref _loaded, chunk + 1);
                    Say(snapshot, chunk + 1);
                }
            }
        }
        finally
        {
            Stop(stop);
            await Task.WhenAll(fetching.Select(ForgetAsync));
        }

        return isWhole;
    }

    private async Task<List<SnapshotRow>?> FetchAsync(CertifiedSnapshot snapshot, int chunk, CancellationToken cancellation)
    {
        var without = new HashSet<NodeId>();
        int absent = 0;
        while (absent < JoinLimits.AbsentRoundsMax)
        {
            if (peers.Next(without) is not NodeId peer)
            {
                absent += without.Count > 0 ? 1 : 0;
                without.Clear();
                await Task.Delay(JoinLimits.Beat, time, cancellation);
                continue;
            }

            byte[] question = new SnapshotRequestMessage(snapshot.Number, chunk + 1).Encode();
            SnapshotPart? answer = await peers.AskAsync<SnapshotPart>(
                peer,
                PeerMessageKind.SnapshotRequest,
                question,
                (PeerMessageKind.SnapshotResponse, SnapshotPart.TagOf(snapshot.Number, chunk + 1)),
                cancellation);
            if (answer is null || answer.Bytes.IsEmpty)
            {
                without.Add(peer);
                continue;
            }

            if (hash.Hash(answer.Bytes.Span) != snapshot.Chunks[chunk])
            {
                peers.Convict(peer, $"chunk {chunk} of the snapshot of block {snapshot.Number} does not hash to what was signed");
                continue;
            }

            peers.OnAnswered(peer);
            return SnapshotChunk.TryDecode(answer.Bytes.Span, out List<SnapshotRow> rows)
                ? rows
                : throw new StoreConflictException(
                    $"A quorum signed chunk {chunk} of the snapshot of block {snapshot.Number}, and it is no chunk. This program is not the "
                    + "group's; start the version that its other nodes run.");
        }

        return null;
    }

    // Not CancelAsync, which runs what waits on a thread of the pool: every step of a node runs where the node was started.
    private static void Stop(CancellationTokenSource source) => source.Cancel();

    private static async Task ForgetAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
    }

    private void Say(CertifiedSnapshot snapshot, int loaded)
    {
        if (loaded % ChunksPerWord == 0 || loaded == snapshot.Chunks.Count)
        {
            logger.JoinProgress($"{loaded} of {snapshot.Chunks.Count} chunks of the snapshot of block {snapshot.Number} are stored.");
        }
    }
}
