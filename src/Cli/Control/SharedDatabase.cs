using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;

namespace Ledger.Cli.Control;

/// <summary>The private PostgreSQL that the nodes of a development chain share; the node's program runs it.</summary>
internal sealed class SharedDatabase(ChainFolder folder)
{
    /// <summary>Stands in a connection string for the name of a node's database.</summary>
    public const string Placeholder = "{database}";

    private const string DefaultPort = "5432";

    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();

    /// <summary>Starts it, makes the databases that are missing, and waits until it answers.</summary>
    /// <returns>A connection string with <see cref="Placeholder"/> in it.</returns>
    /// <exception cref="CommandFailedException">It does not start.</exception>
    public async Task<string> StartAsync(IEnumerable<string> databases, CancellationToken cancellation)
    {
        FinishedProcess finished = await RunAsync(
            ["start", "--data", folder.PostgresFolder, "--databases", string.Join(',', databases)], cancellation);
        string? line = finished.Output.Split('\n').LastOrDefault(text => text.StartsWith('{'));
        if (line is null)
        {
            throw new CommandFailedException(
                $"PostgreSQL started, but did not say how to reach it: {finished.Output} {finished.Errors}");
        }

        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("ConnectionString").GetString()!;
    }

    /// <summary>Stops it.</summary>
    public Task StopAsync(CancellationToken cancellation) =>
        RunAsync(["stop", "--data", folder.PostgresFolder], cancellation);

    /// <summary>Its first process while it runs, else <see langword="null"/>.</summary>
    /// <remarks>PostgreSQL writes the process id and its data directory beside its socket (documentation, "Server
    /// configuration", unix_socket_directories); the data may lie outside the chain's folder.</remarks>
    public Postmaster? FindRunning()
    {
        string? file = SocketLockFile();
        if (file is null || !File.Exists(file))
        {
            return null;
        }

        string[] lines = File.ReadAllLines(file);
        return lines.Length > 1
            && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && ProcessTable.IsRunning(id)
                ? new Postmaster(id, lines[1])
                : null;
    }

    private string? SocketLockFile()
    {
        ChainNode node = folder.Read().Nodes[0];
        string connection = JsonFile.Read<NodeDocument>(folder.NodeConfiguration(node)).Node.Database;
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        string host = parts.TryGetValue("Host", out object? value) ? value.ToString()! : "";
        string port = parts.TryGetValue("Port", out object? number) ? number.ToString()! : DefaultPort;
        return host.StartsWith('/') ? Path.Combine(host, $".s.PGSQL.{port}.lock") : null;
    }

    private static async Task<FinishedProcess> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        FinishedProcess finished = await ChildProcess.RunAsync(
            [.. ServerProgram.Command(), "database", .. words], NoVariables, cancellation);
        return finished.ExitCode == 0
            ? finished
            : throw new CommandFailedException(
                $"'database {words[0]}' failed with exit code {finished.ExitCode}:\n{finished.Output}{finished.Errors}");
    }
}
