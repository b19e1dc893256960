namespace Ledger.Network;

/// <summary>Every limit of the links to other nodes.</summary>
public sealed record PeerLimits
{
    /// <summary>How long a connection attempt may take. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may take to show who it is. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Accepted connections that have not shown who they are. More are closed at once. Default 64.</summary>
    public int UnknownConnectionsMax { get; init; } = 64;

    /// <summary>The same for one remote address. Default 16.</summary>
    public int UnknownConnectionsPerAddressMax { get; init; } = 16;

    /// <summary>Messages that wait for one peer in a group's urgent lane: consensus and what it waits for. Default 8192.</summary>
    public int UrgentMessagesMax { get; init; } = 8192;

    /// <summary>Bytes that wait for one peer in a group's urgent lane. Default 64 MiB.</summary>
    public long UrgentBytesMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>Messages that wait for one peer in a group's bulk lane: transactions and block sync. Default 2048.</summary>
    public int BulkMessagesMax { get; init; } = 2048;

    /// <summary>Bytes that wait for one peer in a group's bulk lane. Default 64 MiB.</summary>
    public long BulkBytesMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>Messages of one peer in one group that wait to be taken. When full, the peer waits, or loses
    /// messages where waiting would hold back another group. Default 1024.</summary>
    public int InboundMessagesMax { get; init; } = 1024;

    /// <summary>Bytes of one peer in one group that wait to be taken; a single message may be longer. Default 8 MiB.</summary>
    public long InboundBytesMax { get; init; } = 8L * 1024 * 1024;

    /// <summary>How often sessions are looked after: pings, silence, membership, expiry. Default 1 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A ping goes out when nothing else was sent for this long. Default 5 s.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A peer that is silent for longer is given up. Default 30 s.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A peer that takes nothing of what is sent for longer is given up. Default 30 s.</summary>
    public TimeSpan SendStallMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the last words to a peer may take. Default 2 s.</summary>
    public TimeSpan FarewellMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The first pause before an address is dialed again; it doubles, with jitter. Default 500 ms.</summary>
    public TimeSpan RedialAfterMin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause before an address is dialed again. Default 15 s.</summary>
    public TimeSpan RedialAfterMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a peer stays out after its first, second, ... breach of the protocol; the last repeats.</summary>
    public IReadOnlyList<TimeSpan> BanDurations { get; init; } =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    /// <summary>A peer's breaches are forgotten after this long without another. Default 24 h.</summary>
    public TimeSpan BreachesForgottenAfter { get; init; } = TimeSpan.FromHours(24);
}
