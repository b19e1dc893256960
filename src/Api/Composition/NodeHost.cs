using Ledger.Api.Configuration;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Evm;
using Ledger.Infrastructure;
using Ledger.Infrastructure.EmbeddedServer;
using Ledger.Network;
using Ledger.Node;
using Npgsql;

namespace Ledger.Api.Composition;

/// <summary>One node of one group: opens the store, puts the replica together, and runs it with its links as long as the host runs.</summary>
/// <param name="options">The node's configuration.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">The log.</param>
/// <param name="lifetime">The host, which is stopped when the node cannot go on.</param>
public sealed class NodeHost(
    NodeOptions options, TimeProvider time, ILoggerFactory loggers, IHostApplicationLifetime lifetime)
    : BackgroundService, IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = loggers.CreateLogger<NodeHost>();
    private Parts? _parts;

    /// <summary>The running replica.</summary>
    /// <exception cref="InvalidOperationException">The node is not open yet.</exception>
    public GroupNode Node => Opened.Node;

    /// <summary>The group's store.</summary>
    /// <exception cref="InvalidOperationException">The node is not open yet.</exception>
    public PostgresGroupStore Store => Opened.Store;

    private Parts Opened => _parts ?? throw new InvalidOperationException("The node is not open yet.");

    /// <summary>Opens everything; while the database is away, waits for it.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        Genesis genesis = GenesisFile.Parse(await File.ReadAllTextAsync(options.GenesisFile, cancellation));
        CryptoSuite suite = CryptoSuites.Secp256k1;
        Secp256k1Signer signer = NodeKeyFile.Load(options.NodeKeyFile);
        var identity = NodeTlsIdentity.Load(
            new NodeTlsFiles(options.TlsCertificateFile, options.TlsKeyFile, options.CaCertificateFile), suite, signer.Id);
        string database = options.Database.Length > 0 ? options.Database : await StartDatabaseAsync(cancellation);
        var store = new PostgresGroupStore(database, genesis.GroupId, suite, time, loggers);
        var network = new PeerNetwork(
            new PeerNetworkOptions
            {
                Listen = options.PeerListen,
                Peers = options.Peers,
                Chain = GenesisBlock.Create(genesis, suite).Block.Hash,
                Software = $"ledger/{typeof(NodeHost).Assembly.GetName().Version?.ToString(3)}",
            },
            identity,
            time,
            loggers.CreateLogger<PeerNetwork>());
        var ports = new GroupNodePorts(store.Ledger, store.Journal, store.State, network, signer, time, loggers);
        var builder = new GroupNodeBuilder(
            genesis, suite, new GroupNodeOptions(), ports, (rules, crypto) => new TransactionExecutor(rules, crypto));
        _parts = new Parts(await OpenNodeAsync(builder, cancellation), store, network, identity);
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
            parts.Node.Dispose();
            await parts.Network.DisposeAsync();
            await parts.Store.DisposeAsync();
            parts.Identity.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Parts parts = Opened;
        try
        {
            parts.Network.Start(parts.Node.Peers);
            await parts.Node.RunAsync(stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _logger.NodeFailed(options.Name, error.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private async Task<string> StartDatabaseAsync(CancellationToken cancellation)
    {
        var cluster = new EmbeddedCluster(loggers.CreateLogger<EmbeddedCluster>());
        string server = await cluster.EnsureStartedAsync(options.DataFolder, cancellation);
        return await EmbeddedCluster.EnsureDatabaseAsync(server, "ledger", cancellation);
    }

    private async Task<GroupNode> OpenNodeAsync(GroupNodeBuilder builder, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await builder.OpenAsync(cancellation);
            }
            catch (NpgsqlException error) when (error is not PostgresException { IsTransient: false })
            {
                _logger.DatabaseAway(options.Name, error.Message, RetryDelay);
                await Task.Delay(RetryDelay, time, cancellation);
            }
        }
    }

    private sealed record Parts(GroupNode Node, PostgresGroupStore Store, PeerNetwork Network, NodeTlsIdentity Identity);
}
