using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Load;

/// <summary>One keep-alive HTTP/1.1 connection that sends prepared requests one after another.</summary>
/// <param name="url">The endpoint.</param>
/// <param name="interval">The shortest time from one request to the next; zero when only the answers hold them back.</param>
internal sealed class RpcConnection(Uri url, TimeSpan interval = default) : IDisposable
{
    private const int RetriesMax = 3_000;
    private const int FirstBufferBytes = 64 * 1024;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(20);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[FirstBufferBytes];

    /// <summary>Requests that the node had no room for and that were sent again.</summary>
    public int Retries { get; private set; }

    /// <summary>Connects.</summary>
    public ValueTask OpenAsync(CancellationToken cancellation) =>
        _socket.ConnectAsync(url.Host, url.Port, cancellation);

    /// <summary>Sends requests in order; each waits for the answer to the one before.</summary>
    /// <exception cref="InvalidOperationException">The node refused for another reason than a full pool.</exception>
    public async Task SendAllAsync(IReadOnlyList<LoadRequest> requests, CancellationToken cancellation)
    {
        using var pause = new PeriodicTimer(RetryAfter);
        using PeriodicTimer? pace = interval > TimeSpan.Zero ? new PeriodicTimer(interval) : null;
        foreach (LoadRequest request in requests)
        {
            if (pace is not null)
            {
                await pace.WaitForNextTickAsync(cancellation);
            }

            request.SentAt = Stopwatch.GetTimestamp();
            for (int attempt = 0; !await TrySendAsync(request, attempt > 0, cancellation); attempt++)
            {
                if (attempt == RetriesMax)
                {
                    throw new InvalidOperationException($"{url} had no room for a transaction after {RetriesMax} attempts.");
                }

                Retries++;
                await pause.WaitForNextTickAsync(cancellation);
            }

            request.AnsweredAfter = Stopwatch.GetTimestamp() - request.SentAt;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task<bool> TrySendAsync(LoadRequest request, bool isRetry, CancellationToken cancellation)
    {
        await _socket.SendAsync(request.Bytes, cancellation);
        int length = await ReadResponseAsync(cancellation);
        ReadOnlySpan<byte> response = _buffer.AsSpan(0, length);
        if (!HttpAnswer.IsOk(response))
        {
            throw new InvalidOperationException($"{url} answered {Encoding.UTF8.GetString(response[..Math.Min(length, 300)])}");
        }

        return !HttpAnswer.HasError(response) || IsHarmless(response, isRetry);
    }

    /// <summary>Whether the errors of an answer only say what a second attempt must hear: that the node knows it already.</summary>
    private bool IsHarmless(ReadOnlySpan<byte> response, bool isRetry)
    {
        string text = Encoding.UTF8.GetString(response);
        bool noRoom = text.Contains("full", StringComparison.OrdinalIgnoreCase)
            || text.Contains("quota", StringComparison.OrdinalIgnoreCase)
            || text.Contains("behind", StringComparison.OrdinalIgnoreCase)
            || text.Contains("pending transactions", StringComparison.OrdinalIgnoreCase);
        if (noRoom)
        {
            return false;
        }

        bool isKnown = text.Contains("already", StringComparison.OrdinalIgnoreCase)
            || text.Contains("nonce too low", StringComparison.OrdinalIgnoreCase);
        return isRetry && isKnown
            ? true
            : throw new InvalidOperationException($"{url} refused: {text[..Math.Min(text.Length, 600)]}");
    }

    private async Task<int> ReadResponseAsync(CancellationToken cancellation)
    {
        int length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            int read = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                throw new InvalidOperationException($"{url} closed the connection.");
            }

            length += read;
            if (HttpAnswer.IsComplete(_buffer.AsSpan(0, length)))
            {
                return length;
            }
        }
    }
}
