using Ledger.Api.Configuration;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure;
using Ledger.Network.Groups;
using Ledger.Node.Joining;
using Ledger.Node.Ports;
using Npgsql;

namespace Ledger.Api.Composition;

/// <summary>One group on its way into an empty database: its store, its links and what loads the snapshot. It ends before the group is opened.</summary>
internal sealed class GroupJoin : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    private readonly PostgresGroupStore _store;
    private readonly GroupLinks _links;
    private readonly SnapshotJoin _join;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private int _disposed;
    private int _released;

    private GroupJoin(PostgresGroupStore store, GroupLinks links, SnapshotJoin join) => (_store, _links, _join) = (store, links, join);

    /// <summary>How far it is.</summary>
    public string Progress => _join.Progress;

    /// <summary>Prepares it where the node is to start from a snapshot and its database holds no chain; while the database is away, waits.</summary>
    /// <returns><see langword="null"/> when the group is simply to be opened.</returns>
    public static async Task<GroupJoin?> FindAsync(
        Genesis genesis, NodeParts parts, bool isDefault, CancellationToken cancellation)
    {
        if (parts.Options.Sync != NodeOptions.SnapshotSync)
        {
            return null;
        }

        var store = new PostgresGroupStore(parts.Database, genesis.GroupId, parts.Suite, parts.Time, parts.Loggers);
        try
        {
            if (await IsEmptyAsync(store, parts, cancellation))
            {
                Hash256 genesisHash = GenesisBlock.Create(genesis, parts.Suite).Block.Hash;
                GroupLinks links = parts.Network.Group(genesis.GroupId, genesisHash);
                var options = new JoinOptions
                {
                    TrustedBlock = isDefault && TrustedBlock.TryParse(parts.Options.TrustedBlock, out TrustedBlock? trusted) ? trusted : null,
                };
                var join = new SnapshotJoin(genesis, parts.Suite, options, new JoinPorts(
                    parts.Signer.Id, store.Loading, links, parts.Time, parts.Loggers));
                return new GroupJoin(store, links, join);
            }
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }

        await store.DisposeAsync();
        return null;
    }

    /// <summary>Works in the background, and says when the group can be opened.</summary>
    /// <param name="onDone">Is called once the store has its beginning or needs none.</param>
    /// <param name="onFailed">Is called when it cannot be had.</param>
    public void Start(Func<CancellationToken, Task> onDone, Action<Exception> onFailed)
    {
        _links.Open(_join.Peers);
        _running = Task.Run(() => RunAsync(onDone, onFailed));
    }

    /// <summary>Breaks it off; what is stored stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _running;
        await ReleaseAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> onDone, Action<Exception> onFailed)
    {
        try
        {
            await _join.RunAsync(_stopping.Token);
            // The group takes the links and the store for itself.
            await ReleaseAsync();
            await onDone(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The node, or the group, is stopped.
        }
        catch (Exception error) when (NodeFault.IsKnown(error))
        {
            await ReleaseAsync();
            onFailed(error);
        }
    }

    private async Task ReleaseAsync()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0)
        {
            return;
        }

        await _links.CloseAsync();
        await _store.DisposeAsync();
    }

    private static async Task<bool> IsEmptyAsync(PostgresGroupStore store, NodeParts parts, CancellationToken cancellation)
    {
        ILogger logger = parts.Loggers.CreateLogger<GroupJoin>();
        while (true)
        {
            try
            {
                return (await store.Loading.FindAsync(cancellation)).IsEmpty;
            }
            catch (NpgsqlException error) when (error is not PostgresException { IsTransient: false })
            {
                logger.DatabaseAway(parts.Options.Name, error.Message, RetryDelay);
                await Task.Delay(RetryDelay, parts.Time, cancellation);
            }
        }
    }
}
