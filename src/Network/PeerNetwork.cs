using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Network.Groups;
using Ledger.Network.Sessions;
using Ledger.Network.Wire;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Network;

/// <summary>
/// The links to the other nodes: listens, dials, and keeps one mutually authenticated session a peer, which all groups share. Before
/// <see cref="Start"/> and after <see cref="StopAsync"/> there are no sessions. Thread-safe.
/// </summary>
public sealed class PeerNetwork : IAsyncDisposable
{
    private readonly NodeTlsIdentity _identity;
    private readonly TimeProvider _time;
    private readonly ILogger<PeerNetwork> _logger;
    private readonly PeerLimits _limits;
    private readonly IPEndPoint _listen;
    private readonly PeerAddress[] _addresses;
    private readonly Hello _hello;
    private readonly SessionRegistry _registry;
    private readonly GroupRouter _router;
    private readonly NetworkMeter _meter = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskGroup _tasks;
    private Running? _running;

    /// <summary>Prepares the links; nothing is opened yet.</summary>
    /// <param name="options">Where to listen and whom to dial.</param>
    /// <param name="identity">Who this node is; not disposed of here.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <exception cref="ArgumentException">An address cannot be read.</exception>
    public PeerNetwork(
        PeerNetworkOptions options, NodeTlsIdentity identity, TimeProvider time, ILogger<PeerNetwork> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        _identity = identity;
        _time = time;
        _logger = logger;
        _limits = options.Limits;
        _listen = ListenAddress(options.Listen);
        _addresses = [.. options.Peers.Select(DialAddress)];
        _hello = new Hello(Hello.CurrentVersion, options.Chain, NewInstance(), Hello.Shown(options.Software));
        _registry = new SessionRegistry(identity.Id);
        _tasks = new TaskGroup(logger.Unexpected);
        _router = new GroupRouter(_tasks);
        _meter.WatchExpiry(identity.NotAfter, time);
    }

    /// <summary>Where peers connect, with the port that was taken.</summary>
    /// <exception cref="InvalidOperationException">The links were not started.</exception>
    public IPEndPoint LocalEndpoint => _running?.Endpoint ?? throw new InvalidOperationException("Not started.");

    /// <summary>The peers with a live session now, whatever groups they run.</summary>
    public IReadOnlyList<PeerSession> Sessions => [.. _registry.Live.Select(session => session.Describe())];

    /// <summary>Opens the port and begins to dial.</summary>
    /// <param name="admission">Decides who may connect.</param>
    /// <exception cref="IOException">The port cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start(IPeerAdmission admission)
    {
        ArgumentNullException.ThrowIfNull(admission);
        if (_running is not null)
        {
            throw new InvalidOperationException("The links are started once.");
        }

        var scope = new NetworkScope(_identity.Id, _limits, admission, _router, _time, _meter, _logger);
        var bans = new PeerBans(_limits, _time);
        var tls = new PeerTls(_identity, new PeerCertificateCheck(_identity, _time));
        var connections = new Connections(new Handshake(tls, _hello, bans, scope), _registry, bans, scope);
        var listener = new PeerListener(connections, _tasks, scope);
        IPEndPoint endpoint = listener.Open(_listen);
        _running = new Running(scope, connections, listener, endpoint);
        _logger.Listening(endpoint, _identity.Id, _identity.NotAfter);
        _tasks.Run(() => listener.RunAsync(_stopping.Token));
        _tasks.Run(() => new Heartbeat(_registry, _identity.NotAfter, scope).RunAsync(_stopping.Token));
        foreach (PeerAddress address in _addresses)
        {
            Dial(address);
        }
    }

    /// <summary>The links of one group; nobody hears of it before they are opened.</summary>
    /// <param name="groupId">The group's number, 1 to 65535.</param>
    /// <param name="genesis">Hash of its block 0.</param>
    public GroupLinks Group(int groupId, in Hash256 genesis) => groupId is > 0 and <= ushort.MaxValue
        ? new GroupLinks(_router, _registry, groupId, genesis)
        : throw new ArgumentOutOfRangeException(nameof(groupId), groupId, "A frame's group is 1 to 65535.");

    /// <summary>Tells the peers, closes every session and waits until nothing is left.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
        _running?.Listener.Dispose();
        await _tasks.WhenIdleAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
        _meter.Dispose();
    }

    /// <summary>Keeps one more address connected from now on.</summary>
    internal void Dial(PeerAddress address)
    {
        Running running = _running ?? throw new InvalidOperationException("Not started.");
        var dialer = new PeerDialer(address, running.Connections, _registry, running.Scope);
        _tasks.Run(() => dialer.RunAsync(_stopping.Token));
    }

    private static IPEndPoint ListenAddress(string text)
    {
        var address = PeerAddress.Parse(text, "The peer address to listen at");
        string host = address.Host == "localhost" ? "127.0.0.1" : address.Host;
        return IPAddress.TryParse(host, out IPAddress? ip)
            ? new IPEndPoint(ip, address.Port)
            : throw new ArgumentException(
                $"The peer address to listen at: '{address.Host}' is not an IP address; write 0.0.0.0 for all interfaces.");
    }

    private static PeerAddress DialAddress(string text)
    {
        var address = PeerAddress.Parse(text, "A peer address");
        return address.Port > 0 ? address : throw new ArgumentException($"A peer address: '{text}' has no port to dial.");
    }

    /// <summary>Drawn once a process: it tells a restarted node from a second one that runs with the same key.</summary>
    private static UInt128 NewInstance() =>
        BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(16));

    private sealed record Running(
        NetworkScope Scope, Connections Connections, PeerListener Listener, IPEndPoint Endpoint);
}
