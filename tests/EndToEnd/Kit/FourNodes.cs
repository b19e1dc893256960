using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;

namespace Ledger.EndToEnd.Kit;

/// <summary>A chain of four real nodes on a real PostgreSQL, in a folder and on ports of its own; gone at the end.</summary>
public class FourNodes : IAsyncLifetime
{
    /// <summary>How many nodes there are.</summary>
    internal const int Count = 4;

    private const int FirstPort = 21_000;
    private const int LastPort = 29_000;
    private const int LogLines = 60;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();

    private readonly HttpClient _http = new() { Timeout = RequestTimeout };

    /// <summary>The chain's folder.</summary>
    internal ChainFolder Folder { get; } =
        new(Path.Combine(Path.GetTempPath(), $"ledger-endtoend-{Guid.NewGuid():n}"));

    /// <summary>What the chain is.</summary>
    internal ChainDocument Chain { get; private set; } = null!;

    /// <summary>A client a node.</summary>
    internal IReadOnlyList<NodeClient> Nodes { get; private set; } = [];

    /// <summary>The nodes' processes.</summary>
    internal IReadOnlyList<NodeProcess> Processes { get; private set; } = [];

    /// <summary>For questions that the clients do not ask.</summary>
    internal HttpClient Http => _http;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        // Not CreateTempSubdirectory: its folder is closed to the account that PostgreSQL runs as.
        Directory.CreateDirectory(Folder.Path);
        int port = FindFreePorts();
        Prepare(port);
        FinishedProcess finished = await CommandAsync(
            CancellationToken.None, "up", "--base-port", $"{port}", "--p2p-base-port", $"{port + Count}");
        if (finished.ExitCode != ExitCode.Success)
        {
            // The fixture of a chain that did not start is not disposed of by the runner.
            await DisposeAsync();
            Assert.Fail($"'ledger up' failed:\n{finished.Output}\n{finished.Errors}");
        }

        Chain = Folder.Read();
        Nodes = [.. Chain.Nodes.Select(node => new NodeClient(_http, node))];
        Processes = [.. Chain.Nodes.Select(node => new NodeProcess(Folder, node))];
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Directory.Exists(Folder.Path))
        {
            await CommandAsync(CancellationToken.None, "reset", "--yes");
        }

        _http.Dispose();
    }

    /// <summary>Runs <c>ledger</c> on this chain, as a user would.</summary>
    internal Task<FinishedProcess> CommandAsync(CancellationToken cancellation, params string[] words)
    {
        string program = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Ledger.Cli", "release", "Ledger.Cli.dll"));
        return ChildProcess.RunAsync(
            ["dotnet", program, .. words, "--dir", Folder.Path], NoVariables, cancellation);
    }

    /// <summary>Starts what does not run.</summary>
    internal async Task UpAsync(CancellationToken cancellation)
    {
        FinishedProcess finished = await CommandAsync(cancellation, "up");
        Assert.True(finished.ExitCode == 0, $"'ledger up' failed:\n{finished.Output}\n{finished.Errors}\n{Logs()}");
    }

    /// <summary>Ends a node without a warning (SIGKILL).</summary>
    internal static async Task KillAsync(NodeProcess process, CancellationToken cancellation)
    {
        int id = process.FindRunning() ?? throw new InvalidOperationException($"{process.Node.Name} does not run.");
        Native.Signal(id, Native.Kill);
        await Eventually.HoldsAsync(
            $"{process.Node.Name} is dead", NodeProcess.KillTimeout, _ => Task.FromResult(process.FindRunning() is null), cancellation);
    }

    /// <summary>Does what must be done before the chain is started for the first time.</summary>
    /// <param name="firstPort">The HTTP port of the first node; the other nodes' follow, then the ports for peers.</param>
    private protected virtual void Prepare(int firstPort)
    {
    }

    /// <summary>The end of every node's log.</summary>
    internal string Logs() => string.Join(
        '\n', Processes.SelectMany(process => process.LogTail(LogLines).Prepend($"---- {process.Node.Name}")));

    /// <summary>A row of free ports: HTTP first, then the peers'.</summary>
    private static int FindFreePorts()
    {
        const int Needed = 2 * Count;
        int start = FirstPort + (Environment.ProcessId * Needed % (LastPort - FirstPort - Needed));
        for (int port = start; port < LastPort; port += Needed)
        {
            if (Enumerable.Range(port, Needed).All(candidate => ListeningPorts.FindHolder(candidate) is null))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No {Needed} free ports in a row from {start} to {LastPort}.");
    }
}
