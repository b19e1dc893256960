using System.Text.Json;
using Ledger.Infrastructure.EmbeddedServer;
using Npgsql;

namespace Ledger.Api.Composition;

/// <summary>The verb <c>database</c>: starts or stops a private PostgreSQL that the nodes of a development chain share.</summary>
public static class DatabaseCommand
{
    /// <summary>The verb.</summary>
    public const string Name = "database";

    private const string Usage =
        "usage: Ledger.Api database start --data FOLDER --databases NAME,NAME… | Ledger.Api database stop --data FOLDER";

    /// <summary>Runs the verb. <c>start</c> prints one line of JSON: the connection string, with <c>{database}</c> for the name.</summary>
    /// <returns>The process' exit code: 0, 1 when PostgreSQL does not start, 2 for arguments that it does not understand.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        IConfiguration arguments = new ConfigurationBuilder().AddCommandLine([.. args.Skip(1)]).Build();
        string? folder = arguments["data"];
        if (args.Length == 0 || args[0] is not ("start" or "stop") || string.IsNullOrEmpty(folder))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var cluster = new EmbeddedCluster(loggers.CreateLogger<EmbeddedCluster>());
        try
        {
            if (args[0] == "stop")
            {
                await cluster.StopAsync(Path.GetFullPath(folder), cancellation);
                return 0;
            }

            return await StartAsync(cluster, Path.GetFullPath(folder), arguments["databases"] ?? "", cancellation);
        }
        catch (Exception error) when (error is EmbeddedClusterException or NpgsqlException or ArgumentException or IOException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task<int> StartAsync(
        EmbeddedCluster cluster, string folder, string databases, CancellationToken cancellation)
    {
        string server = await cluster.EnsureStartedAsync(folder, cancellation);
        foreach (string name in databases.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await EmbeddedCluster.EnsureDatabaseAsync(server, name, cancellation);
        }

        var template = new NpgsqlConnectionStringBuilder(server) { Database = "{database}" };
        var answer = new { template.ConnectionString };
        Console.WriteLine(JsonSerializer.Serialize(answer, Web));
        return 0;
    }

    // Braces and quotes of the connection string stay readable.
    private static readonly JsonSerializerOptions Web = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
