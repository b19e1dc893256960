using System.Data.Common;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;

namespace Ledger.Cli.Demo;

/// <summary>Asks a node's database with <c>psql</c>, as an auditor would: no driver, no code of ours in between.</summary>
internal sealed class PsqlSession(string connectionString)
{
    private static readonly (string[] Keys, string Flag, string Variable)[] Settings =
    [
        (["Host", "Server"], "-h", "PGHOST"),
        (["Port"], "-p", "PGPORT"),
        (["Username", "User Id", "User"], "-U", "PGUSER"),
        (["Database"], "-d", "PGDATABASE"),
        (["Password"], "", "PGPASSWORD"),
    ];

    /// <summary>What a person types to open the same database.</summary>
    public static string CommandLine(string connectionString) => string.Join(
        ' ', Values(connectionString).Where(value => value.Flag.Length > 0)
            .Select(value => $"{value.Flag} {value.Text}").Prepend("psql"));

    /// <summary>Runs one query.</summary>
    /// <returns>The rows, as text.</returns>
    /// <exception cref="CommandFailedException">There is no psql, or the database refused.</exception>
    public async Task<IReadOnlyList<string[]>> QueryAsync(string sql, CancellationToken cancellation)
    {
        const string Separator = "|";
        var variables = Values(connectionString).ToDictionary(value => value.Variable, value => value.Text);
        FinishedProcess finished = await ChildProcess.RunAsync(
            [FindProgram(), "-X", "-q", "-A", "-t", "-F", Separator, "-v", "ON_ERROR_STOP=1", "-c", sql],
            variables,
            cancellation);
        return finished.ExitCode == 0
            ? [.. finished.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(Separator))]
            : throw new CommandFailedException($"psql refused the query: {finished.Errors.Trim()}\n  {sql}");
    }

    private static IEnumerable<(string Flag, string Variable, string Text)> Values(string connectionString)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        foreach ((string[] keys, string flag, string variable) in Settings)
        {
            string? key = Array.Find(keys, parts.ContainsKey);
            if (key is not null)
            {
                yield return (flag, variable, parts[key].ToString()!);
            }
        }
    }

    private static string FindProgram()
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            folders = folders.Concat(Directory.GetDirectories("/usr/lib/postgresql")
                .OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin")));
        }

        return folders.Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, "psql")).FirstOrDefault(File.Exists)
            ?? throw new CommandFailedException("psql is missing; install postgresql-client.");
    }
}
