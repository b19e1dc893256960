using Ledger.Api.Configuration;
using Ledger.Api.Groups;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.EmbeddedServer;
using Ledger.Network;

namespace Ledger.Api.Composition;

/// <summary>One node: its identity, its database, its links and its groups, opened together and run as long as the host runs.</summary>
/// <param name="options">The node's configuration.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">The log.</param>
/// <param name="lifetime">The host, which is stopped when the node cannot go on.</param>
internal sealed class NodeHost(
    NodeOptions options, TimeProvider time, ILoggerFactory loggers, IHostApplicationLifetime lifetime)
    : BackgroundService, IAsyncDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<NodeHost>();
    private Parts? _parts;

    /// <summary>The node's groups.</summary>
    /// <exception cref="InvalidOperationException">The node is not open yet.</exception>
    public GroupDirectory Groups => Opened.Groups;

    /// <summary>Who may manage the node.</summary>
    /// <exception cref="InvalidOperationException">The node is not open yet.</exception>
    public AdminGate Admin => Opened.Admin;

    private Parts Opened => _parts ?? throw new InvalidOperationException("The node is not open yet.");

    /// <summary>Opens everything; while the database is away, waits for it.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        Genesis genesis = GenesisFile.Parse(await File.ReadAllTextAsync(options.GenesisFile, cancellation));
        CryptoSuite suite = CryptoSuites.Secp256k1;
        Secp256k1Signer signer = NodeKeyFile.Load(options.NodeKeyFile);
        var admin = new AdminGate(AdminTokenFile.LoadOrCreate(options.AdminTokenFile));
        var identity = NodeTlsIdentity.Load(
            new NodeTlsFiles(options.TlsCertificateFile, options.TlsKeyFile, options.CaCertificateFile), suite, signer.Id);
        string database = options.Database.Length > 0 ? options.Database : await StartDatabaseAsync(cancellation);
        var network = new PeerNetwork(
            new PeerNetworkOptions
            {
                Listen = options.PeerListen,
                Peers = options.Peers,
                Chain = NameOf(genesis, suite),
                Software = $"ledger/{typeof(NodeHost).Assembly.GetName().Version?.ToString(3)}",
            },
            identity,
            time,
            loggers.CreateLogger<PeerNetwork>());
        var groups = new GroupDirectory(
            new NodeParts(options, signer, network, database, time, loggers) { Suite = suite }, genesis);
        _parts = new Parts(groups, admin, network, identity);
        await groups.OpenAsync(cancellation);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_parts is not null)
        {
            await _parts.Network.StopAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        base.Dispose();
        if (_parts is Parts parts)
        {
            _parts = null;
            await parts.Groups.DisposeAsync();
            await parts.Network.DisposeAsync();
            parts.Identity.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Parts parts = Opened;
        try
        {
            parts.Groups.Start();
            parts.Network.Start(parts.Groups);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _logger.NodeFailed(options.Name, error.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        finally
        {
            await parts.Groups.StopAllAsync();
        }
    }

    /// <summary>What all nodes of a chain have in common, whatever groups they are in: its number. Its authorities are judged by TLS.</summary>
    private static Hash256 NameOf(Genesis genesis, CryptoSuite suite) => suite.Hash.Hash(
        System.Text.Encoding.ASCII.GetBytes(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"ledger chain {genesis.FiscoChainId}")));

    private async Task<string> StartDatabaseAsync(CancellationToken cancellation)
    {
        var cluster = new EmbeddedCluster(loggers.CreateLogger<EmbeddedCluster>());
        string server = await cluster.EnsureStartedAsync(options.DataFolder, cancellation);
        return await EmbeddedCluster.EnsureDatabaseAsync(server, "ledger", cancellation);
    }

    private sealed record Parts(GroupDirectory Groups, AdminGate Admin, PeerNetwork Network, NodeTlsIdentity Identity);
}
