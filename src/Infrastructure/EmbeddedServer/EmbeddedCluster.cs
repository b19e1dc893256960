using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Infrastructure.EmbeddedServer;

/// <summary>A private PostgreSQL under a data folder, for a node that was given no connection string. Reached through a unix
/// socket in a folder that only its account can enter; it never listens on TCP.</summary>
/// <param name="logger">Hears where the cluster lies and what was done.</param>
public sealed class EmbeddedCluster(ILogger<EmbeddedCluster> logger)
{
    /// <summary>The database role that owns everything in a private cluster.</summary>
    public const string Owner = "ledger";

    /// <summary>The mode of a stop that writes nothing out: the next start recovers, as after a crash.</summary>
    internal const string Immediate = "immediate";

    private const int StartAttemptsMax = 5;
    private const int StartTimeoutSeconds = 60;

    /// <summary>A stop writes out everything that is only in memory, which takes long on a busy disk.</summary>
    private const int StopTimeoutSeconds = 300;

    /// <summary>The longest socket folder; the socket's own name must still fit the 107 bytes of a unix address.</summary>
    private const int SocketFolderLengthMax = 80;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(90);

    /// <summary>Finds the cluster of a folder running, or starts it, or creates it first.</summary>
    /// <param name="folder">The data folder. When the server's account cannot reach it (root runs in a closed home), the
    /// cluster lies in a fixed place under <c>/var/lib/ledger</c> instead and the log says so.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>A connection string to the cluster's <c>postgres</c> database; see <see cref="EnsureDatabaseAsync"/>.</returns>
    /// <exception cref="EmbeddedClusterException">No PostgreSQL, or it does not start; the message says what to do.</exception>
    public async Task<string> EnsureStartedAsync(string folder, CancellationToken cancellation)
    {
        var account = ServerAccount.Choose();
        var place = ClusterPlace.For(folder, account);
        if (place.IsFallback)
        {
            LogMessages.ClusterElsewhere(logger, account.UserName!, folder, place.Root);
        }

        Directory.CreateDirectory(place.Root);
        using FileStream turn = await TakeTurnAsync(place, cancellation);
        if (await TryAdoptAsync(place, cancellation) is string running)
        {
            LogMessages.ClusterAdopted(logger, place.Data);
            return running;
        }

        PostgresBinaries binaries = await PostgresBinaries.FindAsync(cancellation);
        await CreateIfMissingAsync(place, account, binaries, cancellation);
        return await StartAsync(place, account, binaries, cancellation);
    }

    /// <summary>Stops the cluster of a folder, if it runs: open transactions are rolled back, what is committed is kept.</summary>
    public Task StopAsync(string folder, CancellationToken cancellation) => StopAsync(folder, "fast", cancellation);

    /// <summary>Stops in one of the modes of <c>pg_ctl</c>.</summary>
    internal async Task StopAsync(string folder, string mode, CancellationToken cancellation)
    {
        var account = ServerAccount.Choose();
        var place = ClusterPlace.For(folder, account);
        if (PostmasterFile.Read(place.Data)?.IsAlive(place.Data) != true)
        {
            return;
        }

        using FileStream turn = await TakeTurnAsync(place, cancellation);
        PostgresBinaries binaries = await PostgresBinaries.FindAsync(cancellation);
        await RunAsync(account, binaries.PgCtl, ["stop", "-D", place.Data, "-m", mode, "-w", "-t", $"{StopTimeoutSeconds}"], cancellation);
        LogMessages.ClusterStopped(logger, place.Data);
    }

    /// <summary>Creates a database when it is missing.</summary>
    /// <param name="connectionString">Any database of the server, with the right to create one.</param>
    /// <param name="name">The database; lower-case letters, digits and underscores.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The connection string of that database.</returns>
    public static async Task<string> EnsureDatabaseAsync(
        string connectionString, string name, CancellationToken cancellation)
    {
        if (name.Length == 0 || name.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')))
        {
            throw new ArgumentException(
                $"'{name}' is not a database name: use lower-case letters, digits and underscores.", nameof(name));
        }

        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        if (await find.ExecuteScalarAsync(cancellation) is null)
        {
            await using var create = new NpgsqlCommand($"create database \"{name}\"", connection);
            try
            {
                await create.ExecuteNonQueryAsync(cancellation);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase
                or PostgresErrorCodes.UniqueViolation)
            {
                // Another node created it in the same moment.
            }
        }

        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString;
    }

    private static async Task<FileStream> TakeTurnAsync(ClusterPlace place, CancellationToken cancellation)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(place.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e)
            {
                if (TimeProvider.System.GetElapsedTime(start) > LockTimeout)
                {
                    throw new EmbeddedClusterException(
                        $"Another process has been starting or stopping the cluster in {place.Root} for "
                        + $"{LockTimeout.TotalSeconds:0} s; end it and try again.", e);
                }

                await Task.Delay(RetryDelay, cancellation);
            }
        }
    }

    /// <summary>The server that a killed node left running answers as before; a pid file that no server owns is removed.</summary>
    private static async Task<string?> TryAdoptAsync(ClusterPlace place, CancellationToken cancellation)
    {
        if (PostmasterFile.Read(place.Data) is not PostmasterFile file)
        {
            return null;
        }

        if (!file.IsAlive(place.Data))
        {
            File.Delete(PostmasterFile.PathIn(place.Data));
            return null;
        }

        string connectionString = ConnectionString(file.SocketFolder, file.Port);
        for (int attempt = 1; attempt <= StartAttemptsMax; attempt++)
        {
            if (await AnswersAsync(connectionString, cancellation))
            {
                return connectionString;
            }

            await Task.Delay(RetryDelay, cancellation);
        }

        return null;
    }

    private static async Task<bool> AnswersAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task CreateIfMissingAsync(
        ClusterPlace place, ServerAccount account, PostgresBinaries binaries, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(place.Data, "PG_VERSION")))
        {
            return;
        }

        await account.CreatePrivateFolderAsync(place.Data, cancellation);
        await RunAsync(
            account,
            binaries.InitDb,
            ["-D", place.Data, "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N", "--no-instructions"],
            cancellation);
        LogMessages.ClusterCreated(logger, place.Data, binaries.MajorVersion);
    }

    private async Task<string> StartAsync(
        ClusterPlace place, ServerAccount account, PostgresBinaries binaries, CancellationToken cancellation)
    {
        string socket = await SocketFolderAsync(place, account, cancellation);
        string log = Path.Combine(place.Data, Path.GetFileName(place.StartLog));
        for (int attempt = 1; ; attempt++)
        {
            // pg_ctl gives the server a session of its own, so that Ctrl-C in the node's terminal does not reach it.
            ProgramResult result = await ProgramRunner.RunAsync(
                account.Start(
                    binaries.PgCtl,
                    ["start", "-D", place.Data, "-l", log, "-s", "-w", "-t", $"{StartTimeoutSeconds}", "-o", ServerSettings.Options(socket)]),
                cancellation);
            if (result.ExitCode == 0)
            {
                LogMessages.ClusterStarted(logger, place.Data, socket);
                return ConnectionString(socket, port: 5432);
            }

            // Orphans of a killed server hold its shared memory for a moment.
            if (attempt == StartAttemptsMax)
            {
                throw new EmbeddedClusterException(
                    $"PostgreSQL in {place.Data} does not start: {result.Error} See {log} and {place.Data}/log.");
            }

            await Task.Delay(RetryDelay, cancellation);
        }
    }

    private static async Task<string> SocketFolderAsync(
        ClusterPlace place, ServerAccount account, CancellationToken cancellation)
    {
        string beside = Path.Combine(place.Root, "socket");
        string folder = beside.Length <= SocketFolderLengthMax
            ? beside
            : Directory.CreateTempSubdirectory("ledger-").FullName;
        await account.CreatePrivateFolderAsync(folder, cancellation);
        return folder;
    }

    private static async Task RunAsync(
        ServerAccount account, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        ProgramResult result = await ProgramRunner.RunAsync(account.Start(program, arguments), cancellation);
        if (result.ExitCode != 0)
        {
            throw new EmbeddedClusterException(
                $"{Path.GetFileName(program)} failed with exit code {result.ExitCode}: {result.Error} {result.Output}");
        }
    }

    private static string ConnectionString(string socketFolder, int port) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Port = port,
        Username = Owner,
        Database = "postgres",
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;
}
