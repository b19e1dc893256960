using Ledger.Application.Ports;
using Ledger.Domain.Cryptography;
using Ledger.Infrastructure.Abis;
using Ledger.Infrastructure.EventStore;
using Ledger.Infrastructure.Journal;
using Ledger.Infrastructure.ReadModels;
using Ledger.Infrastructure.State;
using Ledger.Infrastructure.Telemetry;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Infrastructure;

/// <summary>Everything that one group keeps in PostgreSQL, over one pool of connections: each port with its adapter.</summary>
/// <remarks>Open the ledger first (<see cref="ILedgerStore.OpenAsync"/>): it creates what the others use.</remarks>
public sealed class PostgresGroupStore : IAsyncDisposable
{
    /// <summary>The name of the meter that the store reports to.</summary>
    public const string MeterName = StoreMetrics.MeterName;

    private readonly GroupDatabase _database;
    private readonly StoreMetrics _metrics = new();
    private readonly LedgerStore _ledger;
    private readonly VoteJournal _journal;

    /// <summary>Makes the adapters; nothing connects yet.</summary>
    /// <param name="connectionString">The node's database.</param>
    /// <param name="groupId">The group, whose schema is <c>group_N</c>.</param>
    /// <param name="suite">The chain's cryptography.</param>
    /// <param name="time">The clock that stamps events.</param>
    /// <param name="loggers">Makes the loggers.</param>
    public PostgresGroupStore(
        string connectionString, int groupId, CryptoSuite suite, TimeProvider time, ILoggerFactory loggers)
    {
        _database = new GroupDatabase(connectionString, groupId);
        _ledger = new LedgerStore(_database, suite, time, _metrics, loggers.CreateLogger<LedgerStore>());
        _journal = new VoteJournal(_database, time, _metrics, loggers.CreateLogger<VoteJournal>());
        Loading = new SnapshotStore(_database, suite, time, loggers.CreateLogger<LedgerStore>());
        var state = new StateStore(_database, _ledger.Beginning);
        (State, Snapshots) = (state, state);
        Blocks = new BlockReadModel(_database, suite.Hash);
        Transactions = new TransactionReadModel(_database);
        Logs = new LogReadModel(_database);
        Accounts = new AccountReadModel(_database);
        Abis = new AbiRegistry(_database, time);
        Status = new StoreStatus(_database);
        Rebuilder = new ReadModelRebuilder(_database, suite.Hash);
    }

    /// <summary>The ordered truth; its one writer.</summary>
    public ILedgerStore Ledger => _ledger;

    /// <summary>The vote journal.</summary>
    public IVoteJournal Journal => _journal;

    /// <summary>The versioned world state.</summary>
    public IStateStore State { get; }

    /// <summary>The whole world state, page by page.</summary>
    public ISnapshotSource Snapshots { get; }

    /// <summary>What others need to see who seals which heights.</summary>
    public IProofSource Proofs => _ledger;

    /// <summary>Takes a snapshot into an empty store, before <see cref="Ledger"/> is opened.</summary>
    public ISnapshotStore Loading { get; }

    /// <summary>Committed blocks.</summary>
    public IBlockReadModel Blocks { get; }

    /// <summary>Committed transactions and receipts.</summary>
    public ITransactionReadModel Transactions { get; }

    /// <summary>Committed logs.</summary>
    public ILogReadModel Logs { get; }

    /// <summary>Accounts.</summary>
    public IAccountReadModel Accounts { get; }

    /// <summary>The interfaces of contracts.</summary>
    public IAbiRegistry Abis { get; }

    /// <summary>How the store is doing.</summary>
    public IStoreStatus Status { get; }

    /// <summary>Rebuilds the read models from the events and compares.</summary>
    public ReadModelRebuilder Rebuilder { get; }

    /// <summary>Closes the writers and the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
        _metrics.Dispose();
    }
}
