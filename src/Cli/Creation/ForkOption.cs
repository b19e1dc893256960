using Ledger.Cli.CommandLine;
using Ledger.Domain.Governance;

namespace Ledger.Cli.Creation;

/// <summary><c>--fork</c>: the EVM revision of a new chain, by the names that compilers use.</summary>
internal static class ForkOption
{
    /// <summary>The revision when none is named.</summary>
    public const Fork Default = Fork.Prague;

    /// <summary>The option.</summary>
    public static Option Option { get; } = new(
        "--fork", "NAME", $"The EVM revision of a new chain: {string.Join(", ", Names)}.", NameOf(Default));

    private static IEnumerable<string> Names => Enum.GetValues<Fork>().Select(NameOf);

    /// <summary>The revision that the user named.</summary>
    /// <exception cref="UsageException">There is no such revision.</exception>
    public static Fork Of(Arguments arguments)
    {
        string name = arguments.Required(Option.Name);
        return Names.Contains(name, StringComparer.Ordinal)
            ? Enum.Parse<Fork>(name, ignoreCase: true)
            : throw new UsageException($"{Option.Name} knows {string.Join(", ", Names)}, not '{name}'.");
    }

    /// <summary>The name of a revision on the command line.</summary>
    public static string NameOf(Fork fork) => fork.ToString().ToLowerInvariant();
}
