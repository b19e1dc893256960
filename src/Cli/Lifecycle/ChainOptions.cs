using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;

namespace Ledger.Cli.Lifecycle;

/// <summary>Options that several commands share.</summary>
internal static class ChainOptions
{
    /// <summary>The variable in which the script <c>ledger</c> hands over the repository's folder.</summary>
    public const string RootVariable = "LEDGER_ROOT";

    /// <summary>Where the chain lives.</summary>
    public static readonly Option Folder = new("--dir", "D", "The chain's folder.", "nodes/ beside the script");

    /// <summary>The folder that the user named, else <c>nodes</c> beside the script.</summary>
    public static ChainFolder FolderOf(Arguments arguments) =>
        arguments.Has(Folder.Name) ? new(arguments.Required(Folder.Name)) : DefaultFolder();

    /// <summary>Whether commands find a folder without <c>--dir</c>.</summary>
    public static bool IsDefault(ChainFolder folder) => folder.Path == DefaultFolder().Path;

    private static ChainFolder DefaultFolder() =>
        new(Path.Combine(Environment.GetEnvironmentVariable(RootVariable) ?? Environment.CurrentDirectory, "nodes"));
}
