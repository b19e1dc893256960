using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Lifecycle;

/// <summary><c>ledger reset</c>: stops a chain and removes it from disk.</summary>
internal static class ResetCommand
{
    private static readonly Option Yes = new("--yes", null, "Does not ask.");

    /// <summary>The command.</summary>
    public static Command Create() => new(
        "reset",
        "Stops the chain and deletes it: keys, blocks, everything. Asks first.",
        [ChainOptions.Folder, Yes],
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        if (!folder.HasChain)
        {
            terminal.Line($"There is no chain in {folder.Path}: nothing to delete.");
            return ExitCode.Success;
        }

        if (!arguments.Has(Yes.Name))
        {
            if (!terminal.IsInteractive)
            {
                throw new CommandFailedException("nobody is here to be asked; 'ledger reset --yes' deletes without asking.");
            }

            if (!terminal.Confirm($"Delete the chain in {folder.Path} with all its keys and blocks?"))
            {
                terminal.Line("Nothing was deleted.");
                return ExitCode.Failure;
            }
        }

        using (folder.Lock())
        {
            await DownCommand.StopAsync(folder, terminal, cancellation);
            DeleteDatabase(folder);
            Directory.Delete(folder.Path, recursive: true);
        }

        terminal.Line($"{folder.Path} is deleted.");
        return ExitCode.Success;
    }

    /// <summary>The data may lie outside the folder; only what looks like PostgreSQL's is touched.</summary>
    private static void DeleteDatabase(ChainFolder folder)
    {
        string place = File.Exists(folder.DatabasePlaceFile) ? File.ReadAllText(folder.DatabasePlaceFile).Trim() : "";
        if (place.Length > 0 && File.Exists(Path.Combine(place, "PG_VERSION")))
        {
            Directory.Delete(place, recursive: true);
        }
    }
}
