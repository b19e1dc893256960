using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Ledger.EndToEnd.Kit.Links;

/// <summary>One direction of all connections through a proxy, and what goes wrong in it. Faults may be set at any time.</summary>
/// <param name="seed">What jitter is drawn from.</param>
internal sealed class FaultyPipe(int seed)
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>What a slow or stalled direction holds; then its sender is held back, as by a full window.</summary>
    private const int ChunksMax = 64;

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private TaskCompletionSource? _stalled;
    private TimeSpan _delay;
    private TimeSpan _jitter;
    private long _bytesPerSecond;
    private int _flips;
    private int _endings;

    /// <summary>Sees every piece before it is relayed, and says whether it is; may cut the connection.</summary>
    public Func<ProxiedConnection, ReadOnlyMemory<byte>, bool>? Inspect { get; set; }

    /// <summary>Lets every byte arrive later, by a time that varies; the order stays.</summary>
    /// <param name="delay">The mean.</param>
    /// <param name="jitter">The most by which a piece comes earlier or later than the mean.</param>
    /// <param name="bytesPerSecond">How much goes through; 0 for any amount.</param>
    public void Slow(TimeSpan delay, TimeSpan jitter, long bytesPerSecond)
    {
        lock (_gate)
        {
            (_delay, _jitter, _bytesPerSecond) = (delay, jitter, bytesPerSecond);
        }
    }

    /// <summary>Holds everything back; connections stay open and their ends learn nothing.</summary>
    public void Stall()
    {
        lock (_gate)
        {
            _stalled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Inverts a bit of the next piece that comes through.</summary>
    public void FlipNext() => Interlocked.Exchange(ref _flips, 1);

    /// <summary>Ends this direction of the connection on which the next piece comes; the other direction stays open.</summary>
    public void HalfCloseNext() => Interlocked.Exchange(ref _endings, 1);

    /// <summary>Takes every fault away; what was held back arrives.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            (_delay, _jitter, _bytesPerSecond) = (default, default, 0);
            _stalled?.SetResult();
            _stalled = null;
        }

        Interlocked.Exchange(ref _flips, 0);
        Interlocked.Exchange(ref _endings, 0);
    }

    /// <summary>Relays until one end closes or the connection is cut.</summary>
    public async Task RelayAsync(ProxiedConnection connection, Socket from, Socket to)
    {
        var pieces = Channel.CreateBounded<Piece>(ChunksMax);
        Task reading = ReadAsync(connection, from, pieces.Writer);
        await WriteAsync(connection, to, pieces.Reader);
        await reading;
    }

    private async Task ReadAsync(ProxiedConnection connection, Socket from, ChannelWriter<Piece> pieces)
    {
        try
        {
            byte[] buffer = new byte[ChunkBytes];
            TimeSpan lineFree = TimeSpan.Zero;
            var clock = Stopwatch.StartNew();
            while (await from.ReceiveAsync(buffer, connection.Cut) is int count and > 0)
            {
                byte[] bytes = buffer.AsSpan(0, count).ToArray();
                if (Inspect is { } inspect && !inspect(connection, bytes))
                {
                    continue;
                }

                if (Interlocked.Exchange(ref _endings, 0) == 1)
                {
                    break;
                }

                if (Interlocked.Exchange(ref _flips, 0) == 1)
                {
                    bytes[^1] ^= 1;
                }

                lineFree = ArrivalOf(count, clock.Elapsed, lineFree);
                await pieces.WriteAsync(new Piece(bytes, clock, lineFree), connection.Cut);
            }
        }
        catch (Exception end) when (ProxiedConnection.IsEnd(end))
        {
            connection.Close();
        }
        finally
        {
            pieces.Complete();
        }
    }

    private async Task WriteAsync(ProxiedConnection connection, Socket to, ChannelReader<Piece> pieces)
    {
        try
        {
            await foreach (Piece piece in pieces.ReadAllAsync(connection.Cut))
            {
                await Eventually.PassAsync(piece.Arrival - piece.Clock.Elapsed, connection.Cut);
                await FlowsAsync(connection.Cut);
                await to.SendAsync(piece.Bytes, connection.Cut);
            }

            await FlowsAsync(connection.Cut);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception end) when (ProxiedConnection.IsEnd(end))
        {
            connection.Close();
        }
    }

    private TimeSpan ArrivalOf(int bytes, TimeSpan now, TimeSpan lineFree)
    {
        lock (_gate)
        {
            TimeSpan arrival = now + _delay + (_jitter * ((2 * _random.NextDouble()) - 1));
            TimeSpan start = arrival > lineFree ? arrival : lineFree;
            return _bytesPerSecond > 0 ? start + TimeSpan.FromSeconds((double)bytes / _bytesPerSecond) : start;
        }
    }

    private async Task FlowsAsync(CancellationToken cancellation)
    {
        Task? stalled;
        lock (_gate)
        {
            stalled = _stalled?.Task;
        }

        if (stalled is not null)
        {
            await stalled.WaitAsync(cancellation);
        }
    }

    private readonly record struct Piece(byte[] Bytes, Stopwatch Clock, TimeSpan Arrival);
}
