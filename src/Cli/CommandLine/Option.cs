namespace Ledger.Cli.CommandLine;

/// <summary>One option of a command.</summary>
/// <param name="Name">With its dashes, such as <c>--nodes</c>.</param>
/// <param name="ValueName">What the help calls its value; <see langword="null"/> for a switch without one.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Default">The value when it is not given, as the help shows it.</param>
internal sealed record Option(string Name, string? ValueName, string Help, string? Default = null)
{
    /// <summary>Whether a value follows the name.</summary>
    public bool TakesValue => ValueName is not null;
}
