using System.Net.Sockets;

namespace Ledger.EndToEnd.Kit.Links;

/// <summary>One connection through a proxy: two sockets that end together.</summary>
/// <param name="near">To whoever connected.</param>
/// <param name="far">To whom it wanted.</param>
internal sealed class ProxiedConnection(Socket near, Socket far) : IDisposable
{
    private readonly CancellationTokenSource _cut = new();

    /// <summary>To whoever connected.</summary>
    public Socket Near => near;

    /// <summary>To whom it wanted.</summary>
    public Socket Far => far;

    /// <summary>Ends when both sockets have.</summary>
    public Task Serving { get; set; } = Task.CompletedTask;

    /// <summary>Set by an inspector that must remember something of this connection.</summary>
    public bool IsMarked { get; set; }

    /// <summary>Cancelled when the connection is cut.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <summary>Whether an exception is only the end of a connection.</summary>
    public static bool IsEnd(Exception exception) =>
        exception is SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>Cuts it at once, with a reset to both ends.</summary>
    public void Close()
    {
        try
        {
            _cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself a moment ago.
        }

        Reset(near);
        Reset(far);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _cut.Dispose();
    }

    private static void Reset(Socket socket)
    {
        try
        {
            if (socket.AddressFamily != AddressFamily.Unix)
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (Exception end) when (IsEnd(end))
        {
            // Closed already.
        }

        socket.Dispose();
    }
}
