using Ledger.Cli.CommandLine;

namespace Ledger.Cli.Control;

/// <summary>The node's program, which the build puts beside this one.</summary>
internal static class ServerProgram
{
    /// <summary>The program's name in a process's command line.</summary>
    public const string FileName = "Ledger.Api.dll";

    /// <summary>The words that start it, without its own arguments.</summary>
    /// <exception cref="CommandFailedException">It was not built.</exception>
    public static IReadOnlyList<string> Command()
    {
        string path = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Ledger.Api", "release", FileName));
        return File.Exists(path)
            ? ["dotnet", path]
            : throw new CommandFailedException(
                $"the node's program is missing ({path}). Build it: dotnet build src/Api -c Release");
    }
}
